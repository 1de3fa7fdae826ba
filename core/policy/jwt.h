#pragma once

#include "core/base/clock.h"
#include "core/base/result.h"
#include "core/model/values.h"
#include "core/policy/jwtkeys.h"
#include "core/policy/tokenclaims.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace gatehouse {

enum class TokenOutcome { Valid, Missing, Expired, NotYetValid, Invalid };

/// Why, in the order in which it is found out: the later, the nearer was the token to being accepted.
enum class TokenReason {
    Missing, ///< no Authorization, or of another scheme than Bearer
    TooLarge,
    Malformed, ///< not three parts in base64url with JSON objects in the first two
    Type, ///< `typ` says that it is for something else (RFC 8725, 3.11)
    Critical, ///< `crit` asks for an extension, and we have none
    Issuer, ///< of no provider that the route takes
    Algorithm, ///< not in the provider's list
    Key, ///< the provider has no key for this `kid` and algorithm
    Signature,
    Claims, ///< `exp`, `nbf` or `iat` is no number
    Audience,
    Expired,
    NotYetValid, ///< `nbf`, or `iat`, lies ahead
    None, ///< it is valid
};

/// The stable word ("expired", "signature", …); for logs and audit. Callers are told missing, expired or
/// invalid only.
const char *word(TokenOutcome outcome);
const char *word(TokenReason reason);

/// What is known about the caller. Pointers and indices hold until the scratch is used again.
struct TokenDecision
{
    TokenOutcome outcome = TokenOutcome::Missing;
    TokenReason reason = TokenReason::Missing;
    std::optional<std::uint32_t> provider{}; ///< index into Model::authProviders; only for valid tokens
    std::optional<std::uint32_t>
        consumer{}; ///< index into Model::consumers; none: a caller that nobody named
    const TokenClaims *claims = nullptr; ///< only for valid tokens

    bool isValid() const { return outcome == TokenOutcome::Valid; }
};

/// Working memory for checking tokens: buffers, and OpenSSL's contexts for each key. One object a thread,
/// used again and again.
class TokenScratch
{
public:
    TokenScratch();
    ~TokenScratch();
    TokenScratch(TokenScratch &&) noexcept;
    TokenScratch &operator=(TokenScratch &&) noexcept;

    struct Memory;
    Memory &memory() { return *m_memory; }

private:
    std::unique_ptr<Memory> m_memory;
};

/// Gives the keys of a provider, from its secret, file or URL. Errors are handed on.
using JwtKeySource = std::function<Result<JwtKeySet>(const AuthProvider &)>;

class JwtProvider;

/// Checks JSON Web Tokens (RFC 7519) in JWS compact form for the providers of one document, by RFC 8725: the
/// algorithm must be in the provider's list and the key of its family; `none`, `crit` and foreign types are
/// refused; keys come from the provider alone (`jwk`, `jku` and `x5u` of a token mean nothing); issuer and
/// audience must be the provider's where it names one; `exp`, `nbf` and `iat` hold with its skew, where the
/// token has them. Immutable: any number of threads may ask at once, each with a scratch of its own. Keeps no
/// reference to the Model.
class JwtAuthenticator
{
public:
    /// Tokens that are longer are refused unread; in bytes.
    static constexpr std::size_t MaxTokenSize = 16 * 1024;

    /// Errors: those of the key source; InvalidInput for an algorithm that is not known or that no key of the
    /// provider is for. `where` is the provider's JSON pointer.
    [[nodiscard]] static Result<JwtAuthenticator> create(const Model &model, const JwtKeySource &keys);

    JwtAuthenticator(JwtAuthenticator &&) noexcept;
    JwtAuthenticator &operator=(JwtAuthenticator &&) noexcept;
    ~JwtAuthenticator();

    /// Checks the value of an Authorization field, none where there was none. `providers` are indices into
    /// Model::authProviders; empty: all. `now` in the time of the issuers' clocks.
    [[nodiscard]] TokenDecision authenticate(std::optional<std::string_view> authorization,
                                             std::span<const std::uint32_t> providers, WallTime now,
                                             TokenScratch &scratch) const;
    /// The same for a bare token.
    [[nodiscard]] TokenDecision check(std::string_view token, std::span<const std::uint32_t> providers,
                                      WallTime now, TokenScratch &scratch) const;

    /// What the key sources remarked, each with its provider's name in front.
    const std::vector<std::string> &remarks() const { return m_remarks; }

private:
    JwtAuthenticator();

    std::vector<JwtProvider> m_providers;
    std::vector<std::string> m_remarks;
};

/// The token of `Bearer TOKEN` (RFC 6750, 2.1; the scheme without case); none for another scheme or nothing
/// behind it.
[[nodiscard]] std::optional<std::string_view> bearerToken(std::string_view authorization);

} // namespace gatehouse
