#include "core/policy/jwtsign.h"

#include "core/policy/base64url.h"
#include "core/policy/jwtkeys.h"

#include <fmt/format.h>
#include <openssl/err.h>
#include <openssl/hmac.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>

namespace gatehouse {

namespace {

const unsigned char *bytes(std::string_view text)
{
    return reinterpret_cast<const unsigned char *>(text.data());
}

unsigned char *writable(std::string &text)
{
    return reinterpret_cast<unsigned char *>(text.data());
}

/// RFC 7518, 3.4: R and S as long as the curve's order, instead of DER. Empty where it is no signature.
std::string fromDer(std::string_view der, std::size_t size)
{
    const unsigned char *at = bytes(der);
    const EcdsaSignaturePtr pair(d2i_ECDSA_SIG(nullptr, &at, static_cast<long>(der.size())));
    if (!pair)
        return {};
    std::string signature(size, '\0');
    const int half = static_cast<int>(size / 2);
    BN_bn2binpad(ECDSA_SIG_get0_r(pair.get()), writable(signature), half);
    BN_bn2binpad(ECDSA_SIG_get0_s(pair.get()), writable(signature) + half, half);
    return signature;
}

} // namespace

Result<JwtSigner> JwtSigner::withSecret(JwtAlgorithm algorithm, std::string_view secret, std::string keyId)
{
    if (traits(algorithm).family != KeyFamily::Hmac || secret.empty())
        return failure(
            ErrorKind::InvalidInput,
            fmt::format("{} does not sign with a secret, or the secret is empty", traits(algorithm).name));
    JwtSigner signer(algorithm);
    signer.m_secret = secret;
    signer.m_keyId = std::move(keyId);
    return signer;
}

Result<JwtSigner> JwtSigner::withPrivateKey(JwtAlgorithm algorithm, std::string_view pem, std::string keyId)
{
    const BioPtr bio(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
    // An encrypted key must not make OpenSSL ask at the terminal.
    const auto noPassword = [](char *, int, int, void *) {
        return -1;
    };
    KeyPtr key(PEM_read_bio_PrivateKey(bio.get(), nullptr, noPassword, nullptr));
    ERR_clear_error();
    if (!key)
        return failure(ErrorKind::InvalidInput, "the private key cannot be read", {},
                       "give it in PEM, not encrypted");
    EVP_PKEY_up_ref(key.get());
    const auto checked = JwtKey::fromPublicKey(KeyPtr(key.get()));
    if (!checked)
        return tl::unexpected(checked.error());
    if (!checked->fits(algorithm))
        return failure(ErrorKind::InvalidInput,
                       fmt::format("the key is {}, which is not for {}", word(checked->family()),
                                   traits(algorithm).name));
    JwtSigner signer(algorithm);
    signer.m_key = std::move(key);
    signer.m_keyId = std::move(keyId);
    return signer;
}

Result<std::string> JwtSigner::sign(const Tree &claims) const
{
    Tree header = {{"alg", std::string(traits(m_algorithm).name)}, {"typ", "JWT"}};
    if (!m_keyId.empty())
        header["kid"] = m_keyId;
    return signRaw(header.dump(), claims.dump());
}

Result<std::string> JwtSigner::signRaw(std::string_view header, std::string_view payload) const
{
    std::string token = encodeBase64Url(header) + "." + encodeBase64Url(payload);
    const std::string signature = m_key ? signatureOf(token) : macOf(token);
    if (signature.empty()) {
        ERR_clear_error();
        return failure(ErrorKind::Internal, "OpenSSL could not sign the token");
    }
    return token + "." + encodeBase64Url(signature);
}

std::string JwtSigner::macOf(std::string_view input) const
{
    std::string mac(EVP_MAX_MD_SIZE, '\0');
    unsigned int size = 0;
    if (HMAC(EVP_get_digestbyname(traits(m_algorithm).digest), m_secret.data(),
             static_cast<int>(m_secret.size()), bytes(input), input.size(), writable(mac), &size)
        == nullptr)
        return {};
    mac.resize(size);
    return mac;
}

std::string JwtSigner::signatureOf(std::string_view input) const
{
    const JwtAlgorithmTraits &algorithm = traits(m_algorithm);
    const DigestContextPtr context(EVP_MD_CTX_new());
    EVP_PKEY_CTX *options = nullptr;
    if (!context
        || EVP_DigestSignInit_ex(context.get(), &options, algorithm.digest, nullptr, nullptr, m_key.get(),
                                 nullptr)
            != 1)
        return {};
    if (algorithm.isPss
        && (EVP_PKEY_CTX_set_rsa_padding(options, RSA_PKCS1_PSS_PADDING) != 1
            || EVP_PKEY_CTX_set_rsa_pss_saltlen(options, RSA_PSS_SALTLEN_DIGEST) != 1))
        return {};
    std::size_t size = 0;
    if (EVP_DigestSign(context.get(), nullptr, &size, bytes(input), input.size()) != 1)
        return {};
    std::string signature(size, '\0');
    if (EVP_DigestSign(context.get(), writable(signature), &size, bytes(input), input.size()) != 1)
        return {};
    signature.resize(size);
    const bool isEcdsa = algorithm.signatureSize != 0 && algorithm.digest != nullptr;
    return isEcdsa ? fromDer(signature, algorithm.signatureSize) : signature;
}

} // namespace gatehouse
