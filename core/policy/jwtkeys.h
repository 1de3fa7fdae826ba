#pragma once

#include "core/base/result.h"
#include "core/policy/jwtalgorithm.h"
#include "core/policy/openssl.h"

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gatehouse {

/// One key that signatures are checked with, parsed once. Immutable; safe from any thread.
class JwtKey
{
public:
    /// A shared secret for HMAC.
    [[nodiscard]] static Result<JwtKey> fromSecret(std::string_view secret, std::string id = {});
    /// A public key. Errors: InvalidInput for RSA below 2048 bits (RFC 7518, 3.3) and for kinds that no
    /// algorithm uses.
    [[nodiscard]] static Result<JwtKey> fromPublicKey(KeyPtr key, std::string id = {});

    KeyFamily family() const { return m_family; }
    const std::string &id() const { return m_id; } ///< `kid`; empty: none
    const std::string &secret() const { return m_secret; } ///< only for KeyFamily::Hmac
    EVP_PKEY *publicKey() const { return m_key.get(); } ///< null for KeyFamily::Hmac

    /// Narrows a JWK's key to its `alg`.
    void restrictTo(JwtAlgorithm algorithm) { m_algorithm = algorithm; }
    [[nodiscard]] bool fits(JwtAlgorithm algorithm) const;

private:
    JwtKey() = default;

    KeyFamily m_family = KeyFamily::Hmac;
    std::string m_id;
    std::string m_secret;
    KeyPtr m_key;
    std::optional<JwtAlgorithm> m_algorithm;
};

/// The keys of one provider. Cheap to copy.
struct JwtKeySet
{
    std::vector<std::shared_ptr<const JwtKey>> keys;
    std::vector<std::string>
        remarks; ///< sentences for people: keys that were passed over, a secret that is too short
};

/// The content of a secret as one HMAC key. Errors: InvalidInput where it is empty.
[[nodiscard]] Result<JwtKeySet> keysFromSecret(std::string_view secret);

/// The content of a key file: PEM (public keys and certificates, one or more), a JWK or a JWK set (RFC 7517).
/// Keys of a set that are not for signatures or of an unknown kind are passed over. Errors: InvalidInput
/// where no key is left, a part is damaged, or a private key lies there.
[[nodiscard]] Result<JwtKeySet> keysFromFile(std::string_view content);

} // namespace gatehouse
