#pragma once

#include <optional>
#include <string_view>

namespace gatehouse {

/// The signature algorithms of RFC 7518 (3.1) and RFC 8037; `none` is not one.
enum class JwtAlgorithm {
    HS256,
    HS384,
    HS512,
    RS256,
    RS384,
    RS512,
    PS256,
    PS384,
    PS512,
    ES256,
    ES384,
    ES512,
    EdDSA
};

/// What a key must be for an algorithm. One key is for one family only (RFC 8725, 2.1): no RSA key makes an
/// HMAC.
enum class KeyFamily { Hmac, Rsa, P256, P384, P521, Ed25519 };

struct JwtAlgorithmTraits
{
    JwtAlgorithm algorithm;
    std::string_view name;
    KeyFamily family;
    const char *digest; ///< OpenSSL's name; null for EdDSA
    std::size_t signatureSize; ///< bytes; 0: that of the key
    bool isPss;
};

[[nodiscard]] const JwtAlgorithmTraits &traits(JwtAlgorithm algorithm);
/// By its name, with case; none for an unknown one.
[[nodiscard]] std::optional<JwtAlgorithm> jwtAlgorithm(std::string_view name);
/// The family in words ("RSA", "elliptic curve P-256", …).
[[nodiscard]] const char *word(KeyFamily family);

} // namespace gatehouse
