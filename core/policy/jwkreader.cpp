#include "core/policy/jwkreader.h"

#include "core/policy/base64url.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <openssl/core_names.h>
#include <openssl/err.h>

#include <algorithm>

namespace gatehouse {

namespace {

using Json = nlohmann::json;

/// A member that must be text; empty where it is not there or something else.
std::string textOf(const Json &jwk, const char *name)
{
    const auto found = jwk.find(name);
    return found != jwk.end() && found->is_string() ? found->get<std::string>() : std::string();
}

/// The bytes of a member in base64url; empty where it is none.
std::string bytesOf(const Json &jwk, const char *name)
{
    std::string bytes;
    return decodeBase64Url(textOf(jwk, name), bytes) ? bytes : std::string();
}

const unsigned char *unsignedBytes(const std::string &bytes)
{
    return reinterpret_cast<const unsigned char *>(bytes.data());
}

KeyPtr makeKey(const char *type, OSSL_PARAM_BLD *build)
{
    const ParamsPtr params(OSSL_PARAM_BLD_to_param(build));
    const KeyContextPtr context(EVP_PKEY_CTX_new_from_name(nullptr, type, nullptr));
    EVP_PKEY *key = nullptr;
    const bool made = params && context && EVP_PKEY_fromdata_init(context.get()) == 1
        && EVP_PKEY_fromdata(context.get(), &key, EVP_PKEY_PUBLIC_KEY, params.get()) == 1;
    KeyPtr owned(key);
    if (!made)
        return nullptr;
    // A point that is not on its curve is no key.
    const KeyContextPtr check(EVP_PKEY_CTX_new_from_pkey(nullptr, owned.get(), nullptr));
    return EVP_PKEY_public_check(check.get()) == 1 ? std::move(owned) : nullptr;
}

KeyPtr makeRsa(const Json &jwk)
{
    const std::string modulus = bytesOf(jwk, "n");
    const std::string exponent = bytesOf(jwk, "e");
    if (modulus.empty() || exponent.empty())
        return nullptr;
    const BignumPtr n(BN_bin2bn(unsignedBytes(modulus), static_cast<int>(modulus.size()), nullptr));
    const BignumPtr e(BN_bin2bn(unsignedBytes(exponent), static_cast<int>(exponent.size()), nullptr));
    const ParamBuildPtr build(OSSL_PARAM_BLD_new());
    if (!n || !e || OSSL_PARAM_BLD_push_BN(build.get(), OSSL_PKEY_PARAM_RSA_N, n.get()) != 1
        || OSSL_PARAM_BLD_push_BN(build.get(), OSSL_PKEY_PARAM_RSA_E, e.get()) != 1)
        return nullptr;
    return makeKey("RSA", build.get());
}

KeyPtr makeEc(const Json &jwk)
{
    const std::string curve = textOf(jwk, "crv");
    const std::string x = bytesOf(jwk, "x");
    const std::string y = bytesOf(jwk, "y");
    const std::size_t size = curve == "P-256" ? 32 : curve == "P-384" ? 48 : curve == "P-521" ? 66 : 0;
    if (size == 0 || x.size() != size || y.size() != size)
        return nullptr;
    const std::string point = "\x04" + x + y;
    const ParamBuildPtr build(OSSL_PARAM_BLD_new());
    if (OSSL_PARAM_BLD_push_utf8_string(build.get(), OSSL_PKEY_PARAM_GROUP_NAME, curve.c_str(), 0) != 1
        || OSSL_PARAM_BLD_push_octet_string(build.get(), OSSL_PKEY_PARAM_PUB_KEY, point.data(), point.size())
            != 1)
        return nullptr;
    return makeKey("EC", build.get());
}

KeyPtr makeEd25519(const Json &jwk)
{
    const std::string x = bytesOf(jwk, "x");
    if (textOf(jwk, "crv") != "Ed25519")
        return nullptr;
    return KeyPtr(EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nullptr, unsignedBytes(x), x.size()));
}

/// Whether a key may be used for checking signatures at all.
bool isForSignatures(const Json &jwk)
{
    if (jwk.contains("use") && textOf(jwk, "use") != "sig")
        return false;
    const auto operations = jwk.find("key_ops");
    return operations == jwk.end()
        || (operations->is_array()
            && std::find(operations->begin(), operations->end(), "verify") != operations->end());
}

/// None for a kind that we do not know, which RFC 7517 (5) tells to ignore.
std::optional<Result<JwtKey>> readKey(const Json &jwk)
{
    const std::string kind = textOf(jwk, "kty");
    const std::string id = textOf(jwk, "kid");
    if (kind == "oct")
        return JwtKey::fromSecret(bytesOf(jwk, "k"), id);
    KeyPtr key;
    if (kind == "RSA")
        key = makeRsa(jwk);
    else if (kind == "EC")
        key = makeEc(jwk);
    else if (kind == "OKP")
        key = makeEd25519(jwk);
    else
        return std::nullopt;
    ERR_clear_error();
    if (!key)
        return Result<JwtKey>(failure(ErrorKind::InvalidInput, fmt::format("the {} key is damaged", kind)));
    return JwtKey::fromPublicKey(std::move(key), id);
}

/// Adds a key, or a remark why not. Errors only for a key that should be in order and is not.
Result<void> addKey(const Json &jwk, std::size_t index, JwtKeySet &set)
{
    const auto passOver = [&](std::string_view why) {
        set.remarks.push_back(fmt::format("key {} of the set is passed over: {}", index, why));
        return Result<void>{};
    };
    if (!jwk.is_object())
        return passOver("it is no object");
    if (!isForSignatures(jwk))
        return passOver("it is not for signatures");
    const std::string name = textOf(jwk, "alg");
    const auto algorithm = jwtAlgorithm(name);
    if (jwk.contains("alg") && !algorithm)
        return passOver(fmt::format("its algorithm '{}' is not known", name));
    auto key = readKey(jwk);
    if (!key)
        return passOver("its kind is not known");
    if (!*key) {
        Error error = key->error();
        error.message = fmt::format("key {} of the set: {}", index, error.message);
        return tl::unexpected(std::move(error));
    }
    if (algorithm)
        (*key)->restrictTo(*algorithm);
    set.keys.push_back(std::make_shared<const JwtKey>(std::move(**key)));
    return {};
}

} // namespace

Result<JwtKeySet> readJwks(std::string_view json)
{
    const Json tree = Json::parse(json, nullptr, false);
    if (!tree.is_object())
        return failure(ErrorKind::InvalidInput,
                       "the key file is not in order: it begins as JSON and is none");
    JwtKeySet set;
    const auto keys = tree.find("keys");
    const Json list = keys == tree.end() ? Json::array({tree}) : *keys;
    if (!list.is_array())
        return failure(ErrorKind::InvalidInput, "'keys' of the key file is no list");
    for (std::size_t i = 0; i < list.size(); ++i) {
        if (auto done = addKey(list[i], i, set); !done)
            return tl::unexpected(done.error());
    }
    if (set.keys.empty())
        return failure(ErrorKind::InvalidInput, "there is no usable key in the key file", {}, {},
                       fmt::format("{}", fmt::join(set.remarks, "; ")));
    return set;
}

} // namespace gatehouse
