#include "app/demo/token.h"

#include "core/policy/jwtsign.h"

namespace gatehouse::demo {

Result<std::string> signedToken(const TokenClaims &claims, const std::string &secret)
{
    const auto seconds = std::chrono::floor<std::chrono::seconds>(claims.issuedAt.time_since_epoch());
    Tree body;
    body["iss"] = claims.issuer;
    body["aud"] = claims.audience;
    body["sub"] = claims.subject;
    if (!claims.authorizedParty.empty())
        body["azp"] = claims.authorizedParty;
    body["roles"] = claims.roles;
    body["dept"] = claims.department;
    body["clr"] = claims.clearance;
    body["iat"] = seconds.count();
    body["exp"] = (seconds + claims.lifetime).count();
    const Result<JwtSigner> signer = JwtSigner::withSecret(JwtAlgorithm::HS256, secret);
    if (!signer)
        return tl::unexpected(signer.error());
    return signer->sign(body);
}

} // namespace gatehouse::demo
