#include "app/demo/token.h"

#include <nlohmann/json.hpp>
#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <array>

namespace gatehouse::demo {

namespace {

/// RFC 4648, section 5, without padding.
std::string base64Url(std::string_view bytes)
{
    constexpr std::string_view Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    std::string text;
    std::uint32_t bits = 0;
    int count = 0;
    for (const char c : bytes) {
        bits = (bits << 8) | static_cast<unsigned char>(c);
        for (count += 8; count >= 6; count -= 6)
            text += Alphabet[(bits >> (count - 6)) & 63U];
    }
    if (count > 0)
        text += Alphabet[(bits << (6 - count)) & 63U];
    return text;
}

} // namespace

std::string signedToken(const TokenClaims &claims, const std::string &secret)
{
    const auto seconds = std::chrono::floor<std::chrono::seconds>(claims.issuedAt.time_since_epoch());
    nlohmann::ordered_json body;
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
    const std::string input = base64Url(R"({"alg":"HS256","typ":"JWT"})") + "." + base64Url(body.dump());
    std::array<unsigned char, EVP_MAX_MD_SIZE> mac{};
    unsigned int size = 0;
    HMAC(EVP_sha256(), secret.data(), static_cast<int>(secret.size()),
         reinterpret_cast<const unsigned char *>(input.data()), input.size(), mac.data(), &size);
    return input + "." + base64Url({reinterpret_cast<const char *>(mac.data()), size});
}

} // namespace gatehouse::demo
