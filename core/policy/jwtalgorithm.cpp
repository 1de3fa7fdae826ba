#include "core/policy/jwtalgorithm.h"

#include <algorithm>
#include <array>

namespace gatehouse {

namespace {

/// In the order of the enumeration.
constexpr std::array<JwtAlgorithmTraits, 13> Traits{{
    {JwtAlgorithm::HS256, "HS256", KeyFamily::Hmac, "SHA256", 32, false},
    {JwtAlgorithm::HS384, "HS384", KeyFamily::Hmac, "SHA384", 48, false},
    {JwtAlgorithm::HS512, "HS512", KeyFamily::Hmac, "SHA512", 64, false},
    {JwtAlgorithm::RS256, "RS256", KeyFamily::Rsa, "SHA256", 0, false},
    {JwtAlgorithm::RS384, "RS384", KeyFamily::Rsa, "SHA384", 0, false},
    {JwtAlgorithm::RS512, "RS512", KeyFamily::Rsa, "SHA512", 0, false},
    {JwtAlgorithm::PS256, "PS256", KeyFamily::Rsa, "SHA256", 0, true},
    {JwtAlgorithm::PS384, "PS384", KeyFamily::Rsa, "SHA384", 0, true},
    {JwtAlgorithm::PS512, "PS512", KeyFamily::Rsa, "SHA512", 0, true},
    {JwtAlgorithm::ES256, "ES256", KeyFamily::P256, "SHA256", 64, false},
    {JwtAlgorithm::ES384, "ES384", KeyFamily::P384, "SHA384", 96, false},
    {JwtAlgorithm::ES512, "ES512", KeyFamily::P521, "SHA512", 132, false},
    {JwtAlgorithm::EdDSA, "EdDSA", KeyFamily::Ed25519, nullptr, 64, false},
}};

} // namespace

const JwtAlgorithmTraits &traits(JwtAlgorithm algorithm)
{
    return Traits[static_cast<std::size_t>(algorithm)];
}

std::optional<JwtAlgorithm> jwtAlgorithm(std::string_view name)
{
    const auto found = std::find_if(Traits.begin(), Traits.end(),
                                    [name](const JwtAlgorithmTraits &each) { return each.name == name; });
    return found == Traits.end() ? std::nullopt : std::optional(found->algorithm);
}

const char *word(KeyFamily family)
{
    switch (family) {
    case KeyFamily::Hmac:
        return "symmetric";
    case KeyFamily::Rsa:
        return "RSA";
    case KeyFamily::P256:
        return "elliptic curve P-256";
    case KeyFamily::P384:
        return "elliptic curve P-384";
    case KeyFamily::P521:
        return "elliptic curve P-521";
    case KeyFamily::Ed25519:
        return "Ed25519";
    }
    return "";
}

} // namespace gatehouse
