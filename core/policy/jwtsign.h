#pragma once

#include "core/base/result.h"
#include "core/model/tree.h"
#include "core/policy/jwtalgorithm.h"
#include "core/policy/openssl.h"

#include <string>
#include <string_view>

namespace gatehouse {

/// Makes signed tokens: for the demo's load generator and for tests. The gateway itself signs none. Safe from
/// any thread.
class JwtSigner
{
public:
    /// With a shared secret, for HS256, HS384 and HS512. `keyId` is written as `kid`; empty: not at all.
    [[nodiscard]] static Result<JwtSigner> withSecret(JwtAlgorithm algorithm, std::string_view secret,
                                                      std::string keyId = {});
    /// With a private key in PEM. Errors: InvalidInput where it is damaged or not for the algorithm.
    [[nodiscard]] static Result<JwtSigner> withPrivateKey(JwtAlgorithm algorithm, std::string_view pem,
                                                          std::string keyId = {});

    /// The token in compact form, with the header `{"alg", "typ": "JWT", "kid"}`. Errors: Internal where
    /// OpenSSL fails.
    [[nodiscard]] Result<std::string> sign(const Tree &claims) const;
    /// The same with any header and payload as text, in order or not.
    [[nodiscard]] Result<std::string> signRaw(std::string_view header, std::string_view payload) const;

private:
    explicit JwtSigner(JwtAlgorithm algorithm)
        : m_algorithm(algorithm)
    {
    }

    [[nodiscard]] std::string macOf(std::string_view input) const;
    [[nodiscard]] std::string signatureOf(std::string_view input) const;

    JwtAlgorithm m_algorithm;
    std::string m_keyId;
    std::string m_secret;
    KeyPtr m_key;
};

} // namespace gatehouse
