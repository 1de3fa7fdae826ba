#include "core/policy/jwtprovider.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>

namespace gatehouse {

namespace {

/// The names of the claims that are looked at by rule (RFC 7519, 4.1).
constexpr std::string_view Issuer = "iss";
constexpr std::string_view Audience = "aud";
constexpr std::string_view ExpiresAt = "exp";
constexpr std::string_view NotBefore = "nbf";
constexpr std::string_view IssuedAt = "iat";

} // namespace

Result<JwtProvider> JwtProvider::create(const Model &model, std::uint32_t index, JwtKeySet keys)
{
    const AuthProvider &from = model.authProviders[index];
    const std::string where = fmt::format("/authProviders/{}/algorithms", index);
    JwtProvider provider;
    provider.m_issuer = from.issuer;
    provider.m_audiences = from.audiences;
    provider.m_skew = from.clockSkew;
    for (const std::string &name : from.algorithms) {
        const auto algorithm = jwtAlgorithm(name);
        if (!algorithm)
            return failure(ErrorKind::InvalidInput, fmt::format("'{}' is not a token algorithm", name), where,
                           "use HS256, RS256 or ES256");
        const bool usable = std::any_of(keys.keys.begin(), keys.keys.end(),
                                        [&](const auto &key) { return key->fits(*algorithm); });
        if (!usable)
            return failure(ErrorKind::InvalidInput,
                           fmt::format("provider '{}' allows {}, but has no {} key", from.name.str(), name,
                                       word(traits(*algorithm).family)),
                           where, "give a key of that kind, or leave the algorithm out");
        provider.m_algorithms.push_back(*algorithm);
    }
    if (provider.m_algorithms.empty())
        return failure(ErrorKind::InvalidInput,
                       fmt::format("provider '{}' allows no algorithm", from.name.str()), where);
    provider.m_keys = std::move(keys);
    for (std::uint32_t i = 0; i < model.consumers.size(); ++i) {
        const auto &match = model.consumers[i].match;
        if (!match || match->provider != from.name)
            continue;
        auto known = std::find_if(provider.m_consumers.begin(), provider.m_consumers.end(),
                                  [&](const ConsumerClaim &each) { return each.claim == match->claim; });
        if (known == provider.m_consumers.end())
            known = provider.m_consumers.insert(known, {match->claim, {}});
        known->consumers.try_emplace(match->value, i);
    }
    return provider;
}

bool JwtProvider::allows(JwtAlgorithm algorithm) const
{
    return std::find(m_algorithms.begin(), m_algorithms.end(), algorithm) != m_algorithms.end();
}

TokenReason JwtProvider::judge(const ParsedToken &token, WallTime now, JwtSignatureChecker &checker,
                               std::string &scratch) const
{
    const TokenClaims &claims = *token.claims;
    if (!m_issuer.empty()) {
        const JsonMember *const issuer = claims.find(Issuer);
        if (issuer == nullptr || jsonString(*issuer, scratch) != m_issuer)
            return TokenReason::Issuer;
    }
    if (!token.header->algorithm || !allows(*token.header->algorithm))
        return TokenReason::Algorithm;
    if (const TokenReason reason = checkSignature(token, checker); reason != TokenReason::None)
        return reason;
    if (!isAudience(claims, scratch))
        return TokenReason::Audience;
    return checkTimes(claims, now);
}

/// Tries the keys that the token may mean: those of its `kid`; where no key has that id, those without one.
TokenReason JwtProvider::checkSignature(const ParsedToken &token, JwtSignatureChecker &checker) const
{
    const auto &id = token.header->keyId;
    const bool isNamed = id && std::any_of(m_keys.keys.begin(), m_keys.keys.end(), [&id](const auto &key) {
                             return !key->id().empty() && key->id() == *id;
                         });
    TokenReason reason = TokenReason::Key;
    for (const auto &key : m_keys.keys) {
        const bool isMeant = isNamed ? key->id() == *id : (!id || key->id().empty());
        if (!isMeant || !key->fits(*token.header->algorithm))
            continue;
        if (checker.verify(key, *token.header->algorithm, token.input, token.signature))
            return TokenReason::None;
        reason = TokenReason::Signature;
    }
    return reason;
}

bool JwtProvider::isAudience(const TokenClaims &claims, std::string &scratch) const
{
    if (m_audiences.empty())
        return true;
    const JsonMember *const audience = claims.find(Audience);
    return audience != nullptr
        && std::any_of(m_audiences.begin(), m_audiences.end(),
                       [&](const std::string &ours) { return jsonHasString(*audience, ours, scratch); });
}

TokenReason JwtProvider::checkTimes(const TokenClaims &claims, WallTime now) const
{
    const double seconds = static_cast<double>(now.time_since_epoch().count()) / 1000;
    const double skew = static_cast<double>(m_skew.count()) / 1000;
    const auto time = [&claims](std::string_view name, double &at) {
        const JsonMember *const member = claims.find(name);
        const auto number = member != nullptr ? jsonNumber(*member) : std::nullopt;
        at = number.value_or(at);
        return member == nullptr || number.has_value();
    };
    double expires = std::numeric_limits<double>::infinity();
    double notBefore = 0;
    double issued = 0;
    if (!time(ExpiresAt, expires) || !time(NotBefore, notBefore) || !time(IssuedAt, issued))
        return TokenReason::Claims;
    if (seconds >= expires + skew)
        return TokenReason::Expired;
    if (notBefore > seconds + skew || issued > seconds + skew)
        return TokenReason::NotYetValid;
    return TokenReason::None;
}

std::optional<std::uint32_t> JwtProvider::consumerOf(const TokenClaims &claims, std::string &scratch) const
{
    std::optional<std::uint32_t> first;
    for (const ConsumerClaim &known : m_consumers) {
        const JsonMember *const member = claims.find(known.claim);
        const auto value = member != nullptr ? jsonString(*member, scratch) : std::nullopt;
        if (!value)
            continue;
        const auto found = known.consumers.find(*value);
        if (found != known.consumers.end())
            first = std::min(first.value_or(found->second), found->second);
    }
    return first;
}

} // namespace gatehouse
