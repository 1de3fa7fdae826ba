#pragma once

#include "core/base/name.h"
#include "core/base/result.h"

#include <QtCore/QFuture>

#include <map>
#include <mutex>
#include <string>
#include <vector>

namespace gatehouse {

/// Where secrets lie between two runs of the program: the system's keychain. Implemented in app/ with
/// QtKeychain. Nothing behind this port is ever written in the clear; where there is no keychain, the user is
/// asked each time and the secret lives in a SecretVault until the program ends. One object a workspace; call
/// it in its own thread.
class SecretStorage
{
public:
    /// Whether secrets can be kept.
    enum class State {
        Unknown, ///< not tried yet
        Available,
        NoKeychain, ///< none is there, or it is locked and the user did not open it: ask each time
    };

    virtual ~SecretStorage() = default;

    virtual State state() const = 0;
    /// Errors: NotFound; Unsupported where there is no keychain; Refused where the user kept it locked.
    virtual QFuture<Result<std::string>> get(const SecretName &name) = 0;
    /// Errors: Unsupported where there is no keychain; Unwritable.
    virtual QFuture<Result<void>> put(const SecretName &name, const std::string &secret) = 0;
    /// What is not there is removed already. Errors as for put().
    virtual QFuture<Result<void>> remove(const SecretName &name) = 0;
};

/// The secrets that this run knows, in memory only, overwritten before they are freed. Drivers look them up
/// here, from any thread, while the keychain is asked ahead of time (SecretKeeper).
class SecretVault final
{
public:
    SecretVault() = default;
    ~SecretVault();
    SecretVault(const SecretVault &) = delete;
    SecretVault &operator=(const SecretVault &) = delete;

    void put(const SecretName &name, std::string secret);
    void remove(const SecretName &name);
    bool has(const SecretName &name) const;
    /// Errors: NotFound, with the remedy to enter it.
    Result<std::string> get(const SecretName &name) const;

private:
    mutable std::mutex m_mutex;
    std::map<SecretName, std::string> m_secrets;
};

} // namespace gatehouse
