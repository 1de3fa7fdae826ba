#pragma once

#include "core/policy/jwt.h"
#include "core/policy/jwtparser.h"
#include "core/policy/jwtsignature.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace gatehouse {

/// One provider of a document, ready to judge tokens. Used by JwtAuthenticator only.
class JwtProvider
{
public:
    [[nodiscard]] static Result<JwtProvider> create(const Model &model, std::uint32_t index, JwtKeySet keys);

    /// TokenReason::None: it is valid.
    [[nodiscard]] TokenReason judge(const ParsedToken &token, WallTime now, JwtSignatureChecker &checker,
                                    std::string &scratch) const;
    /// The first consumer of the document that the claims of a valid token fit.
    [[nodiscard]] std::optional<std::uint32_t> consumerOf(const TokenClaims &claims,
                                                          std::string &scratch) const;

private:
    struct TextHash
    {
        using is_transparent = void;
        std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
    };

    /// Consumers that are known by one claim: value → index into Model::consumers.
    struct ConsumerClaim
    {
        std::string claim;
        std::unordered_map<std::string, std::uint32_t, TextHash, std::equal_to<>> consumers;
    };

    JwtProvider() = default;
    [[nodiscard]] bool allows(JwtAlgorithm algorithm) const;
    [[nodiscard]] TokenReason checkSignature(const ParsedToken &token, JwtSignatureChecker &checker) const;
    [[nodiscard]] TokenReason checkTimes(const TokenClaims &claims, WallTime now) const;
    [[nodiscard]] bool isAudience(const TokenClaims &claims, std::string &scratch) const;

    std::string m_issuer; ///< empty: any
    std::vector<std::string> m_audiences; ///< empty: any
    std::vector<JwtAlgorithm> m_algorithms;
    JwtKeySet m_keys;
    Milliseconds m_skew{0};
    std::vector<ConsumerClaim> m_consumers;
};

} // namespace gatehouse
