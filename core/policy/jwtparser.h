#pragma once

#include "core/policy/jwt.h"

#include <optional>
#include <string>
#include <string_view>

namespace gatehouse {

/// What the header of a token says, as far as it matters.
struct TokenHeader
{
    TokenReason fault = TokenReason::Malformed; ///< None: in order
    std::optional<JwtAlgorithm> algorithm{}; ///< none: not one that we know
    std::optional<std::string> keyId{};
};

/// A token taken apart; nothing in it is proved yet.
struct ParsedToken
{
    std::string_view input; ///< what is signed: header and payload as sent
    const TokenHeader *header = nullptr;
    const TokenClaims *claims = nullptr;
    std::string_view signature; ///< decoded
};

/// Takes tokens in JWS compact form (RFC 7515, 7.1) apart. Issuers send the same header again and again: the
/// last one is remembered. One object a thread; a result holds until the next call.
class JwtParser
{
public:
    /// None: `token` is filled.
    [[nodiscard]] TokenReason parse(std::string_view text, ParsedToken &token);

private:
    const TokenHeader &header(std::string_view encoded);

    std::string m_encodedHeader;
    TokenHeader m_header;
    std::string m_payload;
    TokenClaims m_claims;
    std::string m_signature;
};

} // namespace gatehouse
