#include "core/policy/jwtsignature.h"

#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/err.h>
#include <openssl/rsa.h>

#include <algorithm>
#include <array>

namespace gatehouse {

namespace {

constexpr std::size_t MaxUses = 64;

const unsigned char *bytes(std::string_view text)
{
    return reinterpret_cast<const unsigned char *>(text.data());
}

MacContextPtr makeMac(const JwtKey &key, const char *digest)
{
    const MacPtr mac(EVP_MAC_fetch(nullptr, OSSL_MAC_NAME_HMAC, nullptr));
    MacContextPtr context(mac ? EVP_MAC_CTX_new(mac.get()) : nullptr);
    // OpenSSL takes the name through a pointer to non-const and does not write to it.
    std::string name = digest;
    const std::array<OSSL_PARAM, 2> params{
        OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_DIGEST, name.data(), 0), OSSL_PARAM_construct_end()};
    if (!context || EVP_MAC_init(context.get(), bytes(key.secret()), key.secret().size(), params.data()) != 1)
        return nullptr;
    return context;
}

KeyContextPtr makeVerifier(const JwtKey &key, const JwtAlgorithmTraits &algorithm, const EVP_MD *digest)
{
    KeyContextPtr context(EVP_PKEY_CTX_new_from_pkey(nullptr, key.publicKey(), nullptr));
    if (!context || EVP_PKEY_verify_init(context.get()) != 1)
        return nullptr;
    if (key.family() == KeyFamily::Rsa) {
        const int padding = algorithm.isPss ? RSA_PKCS1_PSS_PADDING : RSA_PKCS1_PADDING;
        if (EVP_PKEY_CTX_set_rsa_padding(context.get(), padding) != 1)
            return nullptr;
    }
    if (EVP_PKEY_CTX_set_signature_md(context.get(), digest) != 1)
        return nullptr;
    // RFC 7518, 3.5: the salt is as long as the hash.
    if (algorithm.isPss && EVP_PKEY_CTX_set_rsa_pss_saltlen(context.get(), RSA_PSS_SALTLEN_DIGEST) != 1)
        return nullptr;
    return context;
}

/// RFC 7518, 3.4: R and S, each as long as the curve's order; OpenSSL wants them in DER.
std::string toDer(std::string_view signature)
{
    const std::size_t half = signature.size() / 2;
    const EcdsaSignaturePtr pair(ECDSA_SIG_new());
    BignumPtr r(BN_bin2bn(bytes(signature), static_cast<int>(half), nullptr));
    BignumPtr s(BN_bin2bn(bytes(signature.substr(half)), static_cast<int>(half), nullptr));
    if (!pair || !r || !s || ECDSA_SIG_set0(pair.get(), r.get(), s.get()) != 1)
        return {};
    static_cast<void>(r.release());
    static_cast<void>(s.release());
    unsigned char *der = nullptr;
    const int size = i2d_ECDSA_SIG(pair.get(), &der);
    std::string text(reinterpret_cast<char *>(der), size > 0 ? static_cast<std::size_t>(size) : 0U);
    OPENSSL_free(der);
    return text;
}

} // namespace

struct JwtSignatureChecker::Use
{
    std::shared_ptr<const JwtKey> key;
    JwtAlgorithm algorithm = JwtAlgorithm::HS256;
    DigestPtr digest;
    MacContextPtr mac;
    KeyContextPtr verifier;

    bool verifyMac(std::string_view input, std::string_view signature) const;
    bool verifyDigest(std::string_view input, std::string_view signature) const;
    bool verifyEdwards(std::string_view input, std::string_view signature) const;
};

bool JwtSignatureChecker::Use::verifyMac(std::string_view input, std::string_view signature) const
{
    std::array<unsigned char, EVP_MAX_MD_SIZE> expected{};
    std::size_t size = 0;
    // Without a key the context begins again with the one it has: no key schedule, no allocation.
    return mac && EVP_MAC_init(mac.get(), nullptr, 0, nullptr) == 1
        && EVP_MAC_update(mac.get(), bytes(input), input.size()) == 1
        && EVP_MAC_final(mac.get(), expected.data(), &size, expected.size()) == 1 && size == signature.size()
        && CRYPTO_memcmp(expected.data(), signature.data(), size) == 0;
}

bool JwtSignatureChecker::Use::verifyDigest(std::string_view input, std::string_view signature) const
{
    std::array<unsigned char, EVP_MAX_MD_SIZE> hash{};
    unsigned int size = 0;
    if (!verifier || EVP_Digest(input.data(), input.size(), hash.data(), &size, digest.get(), nullptr) != 1)
        return false;
    std::string der;
    if (key->family() != KeyFamily::Rsa) {
        der = toDer(signature);
        signature = der;
    }
    return EVP_PKEY_verify(verifier.get(), bytes(signature), signature.size(), hash.data(), size) == 1;
}

bool JwtSignatureChecker::Use::verifyEdwards(std::string_view input, std::string_view signature) const
{
    const DigestContextPtr context(EVP_MD_CTX_new());
    return context && EVP_DigestVerifyInit(context.get(), nullptr, nullptr, nullptr, key->publicKey()) == 1
        && EVP_DigestVerify(context.get(), bytes(signature), signature.size(), bytes(input), input.size())
        == 1;
}

JwtSignatureChecker::JwtSignatureChecker() = default;
JwtSignatureChecker::~JwtSignatureChecker() = default;
JwtSignatureChecker::JwtSignatureChecker(JwtSignatureChecker &&) noexcept = default;
JwtSignatureChecker &JwtSignatureChecker::operator=(JwtSignatureChecker &&) noexcept = default;

JwtSignatureChecker::Use *JwtSignatureChecker::useOf(const std::shared_ptr<const JwtKey> &key,
                                                     JwtAlgorithm algorithm)
{
    const auto found = std::find_if(m_uses.begin(), m_uses.end(), [&](const Use &use) {
        return use.key == key && use.algorithm == algorithm;
    });
    if (found != m_uses.end())
        return &*found;
    if (m_uses.size() == MaxUses)
        m_uses.clear();
    const JwtAlgorithmTraits &wanted = traits(algorithm);
    Use use;
    use.key = key;
    use.algorithm = algorithm;
    if (wanted.digest != nullptr)
        use.digest.reset(EVP_MD_fetch(nullptr, wanted.digest, nullptr));
    if (key->family() == KeyFamily::Hmac)
        use.mac = makeMac(*key, wanted.digest);
    else if (use.digest)
        use.verifier = makeVerifier(*key, wanted, use.digest.get());
    m_uses.push_back(std::move(use));
    return &m_uses.back();
}

bool JwtSignatureChecker::verify(const std::shared_ptr<const JwtKey> &key, JwtAlgorithm algorithm,
                                 std::string_view input, std::string_view signature)
{
    if (traits(algorithm).signatureSize != 0 && signature.size() != traits(algorithm).signatureSize)
        return false;
    const Use &use = *useOf(key, algorithm);
    bool valid = false;
    switch (key->family()) {
    case KeyFamily::Hmac:
        return use.verifyMac(input, signature);
    case KeyFamily::Ed25519:
        valid = use.verifyEdwards(input, signature);
        break;
    case KeyFamily::Rsa:
    case KeyFamily::P256:
    case KeyFamily::P384:
    case KeyFamily::P521:
        valid = use.verifyDigest(input, signature);
        break;
    }
    if (!valid)
        ERR_clear_error();
    return valid;
}

} // namespace gatehouse
