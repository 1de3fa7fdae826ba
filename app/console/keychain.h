#pragma once

#include "core/control/secrets.h"

#include <QtCore/QObject>
#include <QtCore/QString>

namespace gatehouse {

/// The system's keychain (Secret Service, KWallet, Keychain, Credential Manager) through QtKeychain. One
/// entry a secret, under the service name that is given: two workspaces with a secret of the same name do not
/// share it. Where no keychain answers, state() says NoKeychain and nothing is written anywhere.
class Keychain final : public SecretStorage
{
public:
    /// `workspace` tells the entries of one workspace from another's: its name in the keychain.
    explicit Keychain(QString workspace);

    State state() const override { return m_state; }
    QFuture<Result<std::string>> get(const SecretName &name) override;
    QFuture<Result<void>> put(const SecretName &name, const std::string &secret) override;
    QFuture<Result<void>> remove(const SecretName &name) override;

private:
    QString m_service;
    State m_state = State::Unknown;
    QObject m_context; ///< jobs end with the keychain
};

} // namespace gatehouse
