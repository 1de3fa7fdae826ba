#include "core/control/secrets.h"

#include <openssl/crypto.h>

namespace gatehouse {

namespace {

void wipe(std::string &secret)
{
    OPENSSL_cleanse(secret.data(), secret.size());
    secret.clear();
}

} // namespace

SecretVault::~SecretVault()
{
    for (auto &[name, secret] : m_secrets)
        wipe(secret);
}

void SecretVault::put(const SecretName &name, std::string secret)
{
    const std::lock_guard lock(m_mutex);
    std::string &kept = m_secrets[name];
    wipe(kept);
    kept = std::move(secret);
}

void SecretVault::remove(const SecretName &name)
{
    const std::lock_guard lock(m_mutex);
    const auto found = m_secrets.find(name);
    if (found == m_secrets.end())
        return;
    wipe(found->second);
    m_secrets.erase(found);
}

bool SecretVault::has(const SecretName &name) const
{
    const std::lock_guard lock(m_mutex);
    return m_secrets.contains(name);
}

Result<std::string> SecretVault::get(const SecretName &name) const
{
    const std::lock_guard lock(m_mutex);
    const auto found = m_secrets.find(name);
    if (found == m_secrets.end())
        return failure(ErrorKind::NotFound, "The secret " + name.str() + " is not known here.", name.str(),
                       "Enter it once; it is kept in the system's keychain where there is one.");
    return found->second;
}

} // namespace gatehouse
