#include "core/policy/jwt.h"

#include <cstdint>
#include <cstdlib>
#include <string_view>

using namespace gatehouse;

namespace {

JwtAuthenticator makeAuthenticator()
{
    Model model;
    AuthProvider provider;
    provider.name = ProviderName("p");
    provider.algorithms = {"HS256", "RS256", "ES256", "EdDSA"};
    model.authProviders = {provider};
    // The public keys of RFC 7515 (A.2, A.3) and RFC 8037 (A.2), and a secret that no seed is signed with.
    const auto keys = keysFromFile(
        R"({"keys":[{"kty":"oct","k":"bm90IHRoZSBrZXkgb2YgYW55IHNlZWQsIHRvIGJlIHN1cmU"},)"
        R"({"kty":"RSA","n":"ofgWCuLjybRlzo0tZWJjNiuSfb4p4fAkd_wWJcyQoTbji9k0l8W26mPddxHmfHQp-Vaw-4qPCJrcS2mJPMEzP1Pt0Bm4d4QlL-yRT-SFd2lZS-pCgNMsD1W_YpRPEwOWvG6b32690r2jZ47soMZo9wGzjb_7OMg0LOL-bSf63kpaSHSXndS5z5rexMdbBYUsLA9e-KXBdQOS-UTo7WTBEMa2R2CapHg665xsmtdVMTBQY4uDZlxvb3qCo5ZwKh9kG4LT6_I5IhlJH7aGhyxXFvUK-DWNmoudF8NAco9_h9iaGNj8q2ethFkMLs91kzk2PAcDTW9gb54h4FRWyuXpoQ","e":"AQAB"},)"
        R"({"kty":"EC","crv":"P-256","x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU","y":"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"},)"
        R"({"kty":"OKP","crv":"Ed25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}]})");
    if (!keys)
        std::abort();
    auto made = JwtAuthenticator::create(model, [&keys](const AuthProvider &) { return keys; });
    if (!made)
        std::abort();
    return std::move(*made);
}

} // namespace

/// Whatever comes in an Authorization field is decided without harm; what is not valid gives nothing away.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    static const JwtAuthenticator authenticator = makeAuthenticator();
    static TokenScratch scratch;
    const std::string_view field(reinterpret_cast<const char *>(data), size);
    const WallTime now{std::chrono::seconds(1'300'000'000)};
    const TokenDecision decision = authenticator.authenticate(field, {}, now, scratch);
    const bool isOpen = decision.claims != nullptr || decision.provider || decision.consumer;
    if (decision.isValid() != isOpen || decision.isValid() != (decision.reason == TokenReason::None))
        std::abort();
    if (decision.isValid() && !decision.claims->toJson().is_object())
        std::abort();
    return 0;
}
