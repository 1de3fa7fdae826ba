#include "core/gateway/admintoken.h"

#include "core/base/durablefile.h"
#include "core/gateway/httpparser.h"

#include <fmt/format.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>

namespace gatehouse {

namespace {

constexpr std::size_t LargestFile = 4 * 1024;

std::array<unsigned char, 32> digestOf(std::string_view text)
{
    std::array<unsigned char, 32> digest{};
    EVP_Digest(text.data(), text.size(), digest.data(), nullptr, EVP_sha256(), nullptr);
    return digest;
}

} // namespace

AdminToken::AdminToken(std::string_view token)
    : m_digest(digestOf(token))
{
}

Result<AdminToken> AdminToken::fromFile(const std::filesystem::path &file)
{
    const Result<std::string> text = readPrivateFile(file, LargestFile);
    if (!text)
        return tl::unexpected(text.error());
    const std::size_t end = text->find_last_not_of(" \t\r\n");
    if (end == std::string::npos)
        return failure(ErrorKind::InvalidInput, fmt::format("there is no token in {}", file.string()),
                       file.string());
    return AdminToken{std::string_view{*text}.substr(0, end + 1)};
}

bool AdminToken::admits(const WebRequest &request) const
{
    constexpr std::string_view Scheme = "Bearer ";
    const std::string_view value = request.header("Authorization").value_or("");
    if (value.size() < Scheme.size() || !equalsIgnoringCase(value.substr(0, Scheme.size()), Scheme))
        return false;
    const std::array<unsigned char, 32> presented = digestOf(value.substr(Scheme.size()));
    return CRYPTO_memcmp(presented.data(), m_digest.data(), m_digest.size()) == 0;
}

} // namespace gatehouse
