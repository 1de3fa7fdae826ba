#pragma once

#include "core/policy/jwt.h"
#include "core/policy/jwtsign.h"

#include <openssl/evp.h>
#include <openssl/pem.h>

#include <map>
#include <string>

/// Keys and providers for the tests of tokens.
namespace tokens {

inline std::string pem(gatehouse::KeyPtr key, bool isPrivate)
{
    const gatehouse::BioPtr bio(BIO_new(BIO_s_mem()));
    if (isPrivate)
        PEM_write_bio_PrivateKey(bio.get(), key.get(), nullptr, nullptr, 0, nullptr, nullptr);
    else
        PEM_write_bio_PUBKEY(bio.get(), key.get());
    char *text = nullptr;
    const long size = BIO_get_mem_data(bio.get(), &text);
    return std::string(text, static_cast<std::size_t>(size));
}

/// A pair of keys in PEM.
struct Pair
{
    std::string privatePem;
    std::string publicPem;

    explicit Pair(gatehouse::KeyPtr key)
    {
        EVP_PKEY_up_ref(key.get());
        privatePem = pem(gatehouse::KeyPtr(key.get()), true);
        publicPem = pem(std::move(key), false);
    }
};

inline Pair newRsaPair(std::size_t bits)
{
    return Pair(gatehouse::KeyPtr(EVP_PKEY_Q_keygen(nullptr, nullptr, "RSA", bits)));
}

/// Always the same: finding the primes takes long.
inline const Pair &rsaPair()
{
    static const Pair pair = newRsaPair(2048);
    return pair;
}

inline Pair ecPair(const char *curve = "P-256")
{
    return Pair(gatehouse::KeyPtr(EVP_PKEY_Q_keygen(nullptr, nullptr, "EC", curve)));
}

inline Pair edPair()
{
    return Pair(gatehouse::KeyPtr(EVP_PKEY_Q_keygen(nullptr, nullptr, "ED25519")));
}

/// A provider named `p` that takes anything which is signed right.
inline gatehouse::AuthProvider provider(std::vector<std::string> algorithms, const char *name = "p")
{
    gatehouse::AuthProvider made;
    made.name = gatehouse::ProviderName(name);
    made.algorithms = std::move(algorithms);
    return made;
}

/// Keys by the provider's name.
inline gatehouse::JwtKeySource source(std::map<std::string, gatehouse::JwtKeySet> sets)
{
    return [sets = std::move(sets)](
               const gatehouse::AuthProvider &asked) -> gatehouse::Result<gatehouse::JwtKeySet> {
        const auto found = sets.find(asked.name.str());
        if (found == sets.end())
            return gatehouse::failure(gatehouse::ErrorKind::NotFound, "there is no such key");
        return found->second;
    };
}

} // namespace tokens
