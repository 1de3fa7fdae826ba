#include "app/console/keychain.h"

#include <QtCore/QPromise>

#include <qt6keychain/keychain.h>

#include <memory>

namespace gatehouse {

namespace {

Error errorOf(const QKeychain::Job &job, const SecretName &name)
{
    const std::string where = name.str();
    const std::string detail = job.errorString().toStdString();
    switch (job.error()) {
    case QKeychain::EntryNotFound:
        return {ErrorKind::NotFound, "The keychain has no secret of this name.", where,
                "Enter it on the Gateways page.", detail};
    case QKeychain::AccessDeniedByUser:
    case QKeychain::AccessDenied:
        return {ErrorKind::Refused, "The keychain stayed locked.", where, "Unlock the system keychain.",
                detail};
    case QKeychain::NoBackendAvailable:
    case QKeychain::NotImplemented:
        return {ErrorKind::Unsupported, "This system has no keychain.", where,
                "The secret will be asked for each time; install gnome-keyring or KWallet to keep it.",
                detail};
    case QKeychain::NoError:
    case QKeychain::CouldNotDeleteEntry:
    case QKeychain::OtherError:
        break;
    }
    return {ErrorKind::Unwritable, "The keychain did not answer as it should.", where, {}, detail};
}

/// What the outcome of a job says of the keychain itself.
SecretStorage::State stateAfter(const QKeychain::Job &job, SecretStorage::State before)
{
    switch (job.error()) {
    case QKeychain::NoError:
    case QKeychain::EntryNotFound:
        return SecretStorage::State::Available;
    case QKeychain::AccessDeniedByUser:
    case QKeychain::AccessDenied:
    case QKeychain::NoBackendAvailable:
    case QKeychain::NotImplemented:
    case QKeychain::OtherError:
        return SecretStorage::State::NoKeychain;
    case QKeychain::CouldNotDeleteEntry:
        break;
    }
    return before;
}

} // namespace

Keychain::Keychain(QString workspace)
    : m_service(QStringLiteral("gatehouse/") + workspace)
{
}

QFuture<Result<std::string>> Keychain::get(const SecretName &name)
{
    const auto promise = std::make_shared<QPromise<Result<std::string>>>();
    promise->start();
    auto *job = new QKeychain::ReadPasswordJob(m_service, &m_context);
    job->setKey(QString::fromStdString(name.str()));
    QObject::connect(job, &QKeychain::Job::finished, &m_context, [this, promise, name, job] {
        m_state = stateAfter(*job, m_state);
        if (job->error() == QKeychain::NoError)
            promise->addResult(Result<std::string>(job->textData().toStdString()));
        else
            promise->addResult(Result<std::string>(tl::unexpected<Error>(errorOf(*job, name))));
        promise->finish();
    });
    job->start();
    return promise->future();
}

QFuture<Result<void>> Keychain::put(const SecretName &name, const std::string &secret)
{
    const auto promise = std::make_shared<QPromise<Result<void>>>();
    promise->start();
    auto *job = new QKeychain::WritePasswordJob(m_service, &m_context);
    job->setKey(QString::fromStdString(name.str()));
    job->setTextData(QString::fromStdString(secret));
    QObject::connect(job, &QKeychain::Job::finished, &m_context, [this, promise, name, job] {
        m_state = stateAfter(*job, m_state);
        promise->addResult(job->error() == QKeychain::NoError
                               ? Result<void>()
                               : Result<void>(tl::unexpected<Error>(errorOf(*job, name))));
        promise->finish();
    });
    job->start();
    return promise->future();
}

QFuture<Result<void>> Keychain::remove(const SecretName &name)
{
    const auto promise = std::make_shared<QPromise<Result<void>>>();
    promise->start();
    auto *job = new QKeychain::DeletePasswordJob(m_service, &m_context);
    job->setKey(QString::fromStdString(name.str()));
    QObject::connect(job, &QKeychain::Job::finished, &m_context, [this, promise, name, job] {
        m_state = stateAfter(*job, m_state);
        const bool gone = job->error() == QKeychain::NoError || job->error() == QKeychain::EntryNotFound;
        promise->addResult(gone ? Result<void>() : Result<void>(tl::unexpected<Error>(errorOf(*job, name))));
        promise->finish();
    });
    job->start();
    return promise->future();
}

} // namespace gatehouse
