#include "core/policy/jwtparser.h"

#include "core/policy/base64url.h"
#include "core/policy/jsonmembers.h"

#include <algorithm>

namespace gatehouse {

namespace {

bool equalsNoCase(std::string_view text, std::string_view lower)
{
    return std::equal(text.begin(), text.end(), lower.begin(), lower.end(), [](char a, char b) {
        return (a >= 'A' && a <= 'Z' ? static_cast<char>(a - 'A' + 'a') : a) == b;
    });
}

/// RFC 7519 (5.1) and RFC 9068 (2.1): a media type whose `application/` may be left out. Other types are
/// tokens for other uses, which must not be taken for this one.
bool isAccessTokenType(std::string_view type)
{
    constexpr std::string_view application = "application/";
    if (type.size() > application.size() && equalsNoCase(type.substr(0, application.size()), application))
        type.remove_prefix(application.size());
    return equalsNoCase(type, "jwt") || equalsNoCase(type, "at+jwt");
}

TokenHeader readHeader(std::string_view encoded)
{
    std::string text;
    JsonMembers members;
    std::string scratch;
    if (!decodeBase64Url(encoded, text) || !members.parse(text))
        return {};
    TokenHeader header;
    const auto member = [&](std::string_view name) -> std::optional<std::string> {
        const JsonMember *const found = members.find(name);
        const auto value = found != nullptr ? jsonString(*found, scratch) : std::nullopt;
        return value ? std::optional<std::string>(*value) : std::nullopt;
    };
    const auto isTextOrAbsent = [&](std::string_view name) {
        return members.find(name) == nullptr || member(name).has_value();
    };
    const auto algorithm = member("alg");
    if (!algorithm || !isTextOrAbsent("typ") || !isTextOrAbsent("kid"))
        return header;
    header.algorithm = jwtAlgorithm(*algorithm);
    header.keyId = member("kid");
    const auto type = member("typ");
    if (type && !isAccessTokenType(*type))
        header.fault = TokenReason::Type;
    else if (members.find("crit") != nullptr)
        header.fault = TokenReason::Critical;
    else
        header.fault = TokenReason::None;
    return header;
}

} // namespace

const TokenHeader &JwtParser::header(std::string_view encoded)
{
    if (encoded != m_encodedHeader || encoded.empty()) {
        m_encodedHeader = encoded;
        m_header = readHeader(encoded);
    }
    return m_header;
}

TokenReason JwtParser::parse(std::string_view text, ParsedToken &token)
{
    if (text.size() > JwtAuthenticator::MaxTokenSize)
        return TokenReason::TooLarge;
    const std::size_t first = text.find('.');
    const std::size_t second = first == std::string_view::npos ? first : text.find('.', first + 1);
    if (second == std::string_view::npos)
        return TokenReason::Malformed;
    const TokenHeader &read = header(text.substr(0, first));
    if (read.fault != TokenReason::None)
        return read.fault;
    // A third dot is in no alphabet.
    if (!decodeBase64Url(text.substr(second + 1), m_signature)
        || !decodeBase64Url(text.substr(first + 1, second - first - 1), m_payload)
        || !m_claims.read(m_payload))
        return TokenReason::Malformed;
    token = {text.substr(0, second), &read, &m_claims, m_signature};
    return TokenReason::None;
}

} // namespace gatehouse
