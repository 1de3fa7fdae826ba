#include "core/control/secretkeeper.h"

#include "core/control/deliver.h"

#include <QtCore/QPromise>

#include <algorithm>

namespace gatehouse {

namespace {

// What is still asked for in one prepare().
struct Asking
{
    QPromise<std::vector<SecretName>> promise;
    std::vector<SecretName> missing;
    std::size_t open = 0;
};

} // namespace

SecretKeeper::SecretKeeper(SecretStorage &storage, SecretVault &vault, QObject *parent)
    : QObject(parent)
    , m_storage(storage)
    , m_vault(vault)
{
}

QFuture<std::vector<SecretName>> SecretKeeper::prepare(const std::vector<SecretName> &names)
{
    auto asking = std::make_shared<Asking>();
    asking->promise.start();
    auto future = asking->promise.future();
    const auto answered = [asking] {
        if (--asking->open > 0)
            return;
        std::sort(asking->missing.begin(), asking->missing.end());
        asking->promise.addResult(asking->missing);
        asking->promise.finish();
    };
    asking->open = 1; // for the loop itself
    for (const SecretName &name : names) {
        if (name.isEmpty() || m_vault.has(name))
            continue;
        ++asking->open;
        deliver(this, m_storage.get(name), [this, name, asking, answered](const Result<std::string> &secret) {
            if (secret)
                m_vault.put(name, *secret);
            else
                asking->missing.push_back(name);
            answered();
        });
    }
    answered();
    return future;
}

QFuture<Result<void>> SecretKeeper::put(const SecretName &name, const std::string &secret)
{
    m_vault.put(name, secret);
    return m_storage.put(name, secret);
}

QFuture<Result<void>> SecretKeeper::remove(const SecretName &name)
{
    m_vault.remove(name);
    return m_storage.remove(name);
}

} // namespace gatehouse

#include "moc_secretkeeper.cpp"
