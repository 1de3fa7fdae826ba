#include "core/policy/jwtkeys.h"

#include "core/policy/jwkreader.h"

#include <fmt/format.h>
#include <openssl/err.h>
#include <openssl/pem.h>

#include <array>

namespace gatehouse {

namespace {

constexpr int MinRsaBits = 2048;

/// The family of an EC key, by its curve.
std::optional<KeyFamily> curveFamily(EVP_PKEY *key)
{
    std::array<char, 64> name{};
    std::size_t size = 0;
    if (EVP_PKEY_get_group_name(key, name.data(), name.size(), &size) != 1)
        return std::nullopt;
    const std::string_view curve(name.data(), size);
    if (curve == "prime256v1" || curve == "P-256")
        return KeyFamily::P256;
    if (curve == "secp384r1" || curve == "P-384")
        return KeyFamily::P384;
    if (curve == "secp521r1" || curve == "P-521")
        return KeyFamily::P521;
    return std::nullopt;
}

std::optional<KeyFamily> familyOf(EVP_PKEY *key)
{
    if (EVP_PKEY_is_a(key, "RSA") == 1)
        return KeyFamily::Rsa;
    if (EVP_PKEY_is_a(key, "EC") == 1)
        return curveFamily(key);
    if (EVP_PKEY_is_a(key, "ED25519") == 1)
        return KeyFamily::Ed25519;
    return std::nullopt;
}

/// The text from one `-----BEGIN` to behind its `-----END …-----`; empty where there is none (any more).
std::string_view takeBlock(std::string_view &rest)
{
    const std::size_t begin = rest.find("-----BEGIN ");
    const std::size_t end = begin == std::string_view::npos ? begin : rest.find("-----END ", begin);
    if (end == std::string_view::npos)
        return {};
    const std::size_t close = std::min(rest.find('\n', end), rest.size());
    const std::string_view block = rest.substr(begin, close - begin);
    rest.remove_prefix(close);
    return block;
}

KeyPtr readBlock(std::string_view block)
{
    const BioPtr bio(BIO_new_mem_buf(block.data(), static_cast<int>(block.size())));
    if (block.starts_with("-----BEGIN CERTIFICATE-----")) {
        const CertificatePtr certificate(PEM_read_bio_X509(bio.get(), nullptr, nullptr, nullptr));
        return KeyPtr(certificate ? X509_get_pubkey(certificate.get()) : nullptr);
    }
    return KeyPtr(PEM_read_bio_PUBKEY(bio.get(), nullptr, nullptr, nullptr));
}

Result<JwtKeySet> readPem(std::string_view content)
{
    JwtKeySet set;
    for (std::string_view block = takeBlock(content); !block.empty(); block = takeBlock(content)) {
        if (block.substr(0, block.find('\n')).find("PRIVATE KEY") != std::string_view::npos)
            return failure(ErrorKind::InvalidInput, "the key file holds a private key", {},
                           "put only the public key there: openssl pkey -in FILE -pubout");
        KeyPtr key = readBlock(block);
        ERR_clear_error();
        if (!key)
            return failure(
                ErrorKind::InvalidInput,
                fmt::format("part {} of the key file is damaged or of an unknown kind", set.keys.size() + 1));
        auto made = JwtKey::fromPublicKey(std::move(key));
        if (!made)
            return tl::unexpected(made.error());
        set.keys.push_back(std::make_shared<const JwtKey>(std::move(*made)));
    }
    if (set.keys.empty())
        return failure(ErrorKind::InvalidInput, "there is no public key, certificate or JWK in the key file");
    return set;
}

} // namespace

Result<JwtKey> JwtKey::fromSecret(std::string_view secret, std::string id)
{
    if (secret.empty())
        return failure(ErrorKind::InvalidInput, "the secret for tokens is empty");
    JwtKey key;
    key.m_secret = secret;
    key.m_id = std::move(id);
    return key;
}

Result<JwtKey> JwtKey::fromPublicKey(KeyPtr key, std::string id)
{
    const auto family = familyOf(key.get());
    if (!family)
        return failure(ErrorKind::InvalidInput, "no token algorithm uses a key of this kind", {},
                       "use RSA, an elliptic curve (P-256, P-384, P-521) or Ed25519");
    if (*family == KeyFamily::Rsa && EVP_PKEY_get_bits(key.get()) < MinRsaBits)
        return failure(ErrorKind::InvalidInput,
                       fmt::format("an RSA key of {} bits is too short", EVP_PKEY_get_bits(key.get())), {},
                       "use at least 2048 bits");
    JwtKey made;
    made.m_family = *family;
    made.m_key = std::move(key);
    made.m_id = std::move(id);
    return made;
}

bool JwtKey::fits(JwtAlgorithm algorithm) const
{
    return traits(algorithm).family == m_family && (!m_algorithm || *m_algorithm == algorithm);
}

Result<JwtKeySet> keysFromSecret(std::string_view secret)
{
    constexpr std::size_t minBytes = 32;
    auto key = JwtKey::fromSecret(secret);
    if (!key)
        return tl::unexpected(key.error());
    JwtKeySet set;
    set.keys.push_back(std::make_shared<const JwtKey>(std::move(*key)));
    if (secret.size() < minBytes)
        set.remarks.push_back(
            fmt::format("the secret for tokens has {} bytes; RFC 7518 (3.2) asks for at least {}",
                        secret.size(), minBytes));
    return set;
}

Result<JwtKeySet> keysFromFile(std::string_view content)
{
    const std::size_t first = content.find_first_not_of(" \t\r\n");
    if (first != std::string_view::npos && content[first] == '{')
        return readJwks(content);
    return readPem(content);
}

} // namespace gatehouse
