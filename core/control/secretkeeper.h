#pragma once

#include "core/control/secrets.h"

#include <QtCore/QFuture>
#include <QtCore/QObject>

#include <memory>
#include <vector>

namespace gatehouse {

/// Brings secrets from the keychain into the vault before they are needed, and says which the user must be
/// asked for. Lives on the GUI thread.
class SecretKeeper final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(SecretKeeper)

public:
    /// Both outlive the keeper.
    SecretKeeper(SecretStorage &storage, SecretVault &vault, QObject *parent = nullptr);

    /// The names that are neither in the vault nor in the keychain, in their order: ask for them, then put().
    QFuture<std::vector<SecretName>> prepare(const std::vector<SecretName> &names);
    /// Known at once; kept in the keychain where there is one. Errors: Unsupported where there is none: then
    /// it is known until the program ends, and nothing is written anywhere.
    QFuture<Result<void>> put(const SecretName &name, const std::string &secret);
    /// Errors: as SecretStorage::remove(); it is forgotten here in any case.
    QFuture<Result<void>> remove(const SecretName &name);
    SecretStorage::State state() const { return m_storage.state(); }

private:
    SecretStorage &m_storage;
    SecretVault &m_vault;
};

} // namespace gatehouse
