#include "core/policy/jwt.h"

#include "core/policy/jwtparser.h"
#include "core/policy/jwtprovider.h"
#include "core/policy/jwtsignature.h"

#include <fmt/format.h>

#include <algorithm>

namespace gatehouse {

struct TokenScratch::Memory
{
    JwtParser parser;
    JwtSignatureChecker checker;
    std::string text;
};

namespace {

TokenDecision refused(TokenReason reason)
{
    switch (reason) {
    case TokenReason::Missing:
        return {TokenOutcome::Missing, reason};
    case TokenReason::Expired:
        return {TokenOutcome::Expired, reason};
    case TokenReason::NotYetValid:
        return {TokenOutcome::NotYetValid, reason};
    case TokenReason::TooLarge:
    case TokenReason::Malformed:
    case TokenReason::Type:
    case TokenReason::Critical:
    case TokenReason::Issuer:
    case TokenReason::Algorithm:
    case TokenReason::Key:
    case TokenReason::Signature:
    case TokenReason::Claims:
    case TokenReason::Audience:
    case TokenReason::None:
        break;
    }
    return {TokenOutcome::Invalid, reason};
}

} // namespace

const char *word(TokenOutcome outcome)
{
    switch (outcome) {
    case TokenOutcome::Valid:
        return "valid";
    case TokenOutcome::Missing:
        return "missing";
    case TokenOutcome::Expired:
        return "expired";
    case TokenOutcome::NotYetValid:
        return "notYetValid";
    case TokenOutcome::Invalid:
        return "invalid";
    }
    return "";
}

const char *word(TokenReason reason)
{
    switch (reason) {
    case TokenReason::Missing:
        return "missing";
    case TokenReason::TooLarge:
        return "tooLarge";
    case TokenReason::Malformed:
        return "malformed";
    case TokenReason::Type:
        return "type";
    case TokenReason::Critical:
        return "critical";
    case TokenReason::Issuer:
        return "issuer";
    case TokenReason::Algorithm:
        return "algorithm";
    case TokenReason::Key:
        return "key";
    case TokenReason::Signature:
        return "signature";
    case TokenReason::Claims:
        return "claims";
    case TokenReason::Audience:
        return "audience";
    case TokenReason::Expired:
        return "expired";
    case TokenReason::NotYetValid:
        return "notYetValid";
    case TokenReason::None:
        return "none";
    }
    return "";
}

TokenScratch::TokenScratch()
    : m_memory(std::make_unique<Memory>())
{
}

TokenScratch::~TokenScratch() = default;
TokenScratch::TokenScratch(TokenScratch &&) noexcept = default;
TokenScratch &TokenScratch::operator=(TokenScratch &&) noexcept = default;

JwtAuthenticator::JwtAuthenticator() = default;
JwtAuthenticator::JwtAuthenticator(JwtAuthenticator &&) noexcept = default;
JwtAuthenticator &JwtAuthenticator::operator=(JwtAuthenticator &&) noexcept = default;
JwtAuthenticator::~JwtAuthenticator() = default;

Result<JwtAuthenticator> JwtAuthenticator::create(const Model &model, const JwtKeySource &keys)
{
    JwtAuthenticator authenticator;
    for (std::uint32_t i = 0; i < model.authProviders.size(); ++i) {
        const AuthProvider &from = model.authProviders[i];
        auto set = keys(from);
        if (!set) {
            Error error = set.error();
            if (error.where.empty())
                error.where = fmt::format("/authProviders/{}/keys", i);
            return tl::unexpected(std::move(error));
        }
        for (const std::string &remark : set->remarks)
            authenticator.m_remarks.push_back(fmt::format("provider '{}': {}", from.name.str(), remark));
        auto provider = JwtProvider::create(model, i, std::move(*set));
        if (!provider)
            return tl::unexpected(provider.error());
        authenticator.m_providers.push_back(std::move(*provider));
    }
    return authenticator;
}

TokenDecision JwtAuthenticator::authenticate(std::optional<std::string_view> authorization,
                                             std::span<const std::uint32_t> providers, WallTime now,
                                             TokenScratch &scratch) const
{
    const auto token = authorization ? bearerToken(*authorization) : std::nullopt;
    return token ? check(*token, providers, now, scratch) : refused(TokenReason::Missing);
}

TokenDecision JwtAuthenticator::check(std::string_view token, std::span<const std::uint32_t> providers,
                                      WallTime now, TokenScratch &scratch) const
{
    TokenScratch::Memory &memory = scratch.memory();
    ParsedToken parsed;
    if (const TokenReason fault = memory.parser.parse(token, parsed); fault != TokenReason::None)
        return refused(fault);
    TokenReason nearest = TokenReason::Issuer;
    const std::size_t count = providers.empty() ? m_providers.size() : providers.size();
    for (std::size_t i = 0; i < count; ++i) {
        const auto index = providers.empty() ? static_cast<std::uint32_t>(i) : providers[i];
        const JwtProvider &provider = m_providers[index];
        const TokenReason reason = provider.judge(parsed, now, memory.checker, memory.text);
        if (reason == TokenReason::None)
            return {TokenOutcome::Valid, reason, index, provider.consumerOf(*parsed.claims, memory.text),
                    parsed.claims};
        nearest = std::max(nearest, reason);
    }
    return refused(nearest);
}

std::optional<std::string_view> bearerToken(std::string_view authorization)
{
    constexpr std::string_view scheme = "bearer ";
    if (authorization.size() <= scheme.size())
        return std::nullopt;
    for (std::size_t i = 0; i < scheme.size(); ++i) {
        const char c = authorization[i];
        if ((c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c) != scheme[i])
            return std::nullopt;
    }
    authorization.remove_prefix(scheme.size());
    const std::size_t start = authorization.find_first_not_of(' ');
    return start == std::string_view::npos ? std::nullopt : std::optional(authorization.substr(start));
}

} // namespace gatehouse
