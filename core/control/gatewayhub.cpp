#include "core/control/gatewayhub.h"

#include "core/control/deliver.h"
#include "core/control/driverhome.h"

#include <QtCore/QPromise>
#include <QtCore/QThread>

#include <functional>

namespace gatehouse {

namespace {

// Hands the driver's result on, and a cancellation of the outer future down. Where the home ends first,
// nobody holds the promise any more: it then ends as cancelled.
// The driver is kept until it has answered, even where its gateway is no longer wanted.
template <class Inner, class Outer, class Convert>
void join(QObject *home, const std::shared_ptr<GatewayDriver> &driver, QFuture<Inner> inner,
          const std::shared_ptr<QPromise<Outer>> &promise, Convert convert)
{
    auto *watcher = new QFutureWatcher<Outer>(home);
    QObject::connect(watcher, &QFutureWatcherBase::canceled, home, [inner]() mutable { inner.cancel(); });
    QObject::connect(watcher, &QFutureWatcherBase::finished, watcher, &QObject::deleteLater);
    watcher->setFuture(promise->future());
    deliver(home, inner, [driver, promise, convert](const Inner &result) {
        promise->addResult(convert(result));
        promise->finish();
    });
}

template <class Value> Result<std::shared_ptr<const Value>> shared(const Result<Value> &result)
{
    if (!result)
        return tl::unexpected(result.error());
    return std::make_shared<const Value>(*result);
}

constexpr auto asItIs = [](const auto &result) {
    return result;
};
constexpr auto asShared = [](const auto &result) {
    return shared(result);
};

template <class Outer>
void refuse(const std::shared_ptr<QPromise<Result<Outer>>> &promise, const Error &error)
{
    promise->addResult(Result<Outer>(tl::unexpected(error)));
    promise->finish();
}

template <class Outer> std::shared_ptr<QPromise<Result<Outer>>> started()
{
    auto promise = std::make_shared<QPromise<Result<Outer>>>();
    promise->start();
    return promise;
}

} // namespace

class GatewayHub::Private
{
public:
    Private(std::shared_ptr<const DriverFactory> factory, DriverContext context, Threading threading)
        : home(new DriverHome(std::move(factory), std::move(context)))
    {
        if (threading == Threading::Caller)
            return;
        thread.setObjectName(QStringLiteral("gateways"));
        home->moveToThread(&thread);
        QObject::connect(&thread, &QThread::finished, home, &QObject::deleteLater);
        thread.start();
    }

    ~Private()
    {
        if (!thread.isRunning()) {
            delete home;
            return;
        }
        thread.quit();
        thread.wait();
    }
    Q_DISABLE_COPY_MOVE(Private)

    // Runs `work` where the drivers live.
    template <class Work> void there(Work work) { QMetaObject::invokeMethod(home, std::move(work)); }

    // Calls the driver there; `call` returns its future, `convert` makes its result the caller's.
    template <class Outer, class Call, class Convert>
    QFuture<Result<Outer>> call(const GatewayName &gateway, Call call, Convert convert)
    {
        auto promise = started<Outer>();
        there([home = home, gateway, promise, call = std::move(call), convert]() mutable {
            const auto driver = home->find(gateway);
            if (!driver)
                refuse(promise, driver.error());
            else
                join(home, *driver, call(**driver), promise, convert);
        });
        return promise->future();
    }

    QThread thread;
    DriverHome *home;
};

GatewayHub::GatewayHub(std::shared_ptr<const DriverFactory> factory, DriverContext context,
                       Threading threading, QObject *parent)
    : QObject(parent)
    , m_d(std::make_unique<Private>(std::move(factory), std::move(context), threading))
{
}

GatewayHub::~GatewayHub() = default;

void GatewayHub::setGateways(const std::vector<Gateway> &gateways)
{
    m_d->there([home = m_d->home, gateways] { home->setGateways(gateways); });
}

QFuture<Result<GatewayIdentity>> GatewayHub::test(const Gateway &candidate, CallOptions options)
{
    auto promise = started<GatewayIdentity>();
    m_d->there([home = m_d->home, candidate, options, promise] {
        const auto driver = home->make(candidate);
        if (!driver) {
            refuse(promise, driver.error());
            return;
        }
        join(home, *driver, (*driver)->identify(options), promise, asItIs);
    });
    return promise->future();
}

QFuture<Result<GatewayIdentity>> GatewayHub::identify(const GatewayName &gateway, CallOptions options)
{
    return m_d->call<GatewayIdentity>(
        gateway, [options](GatewayDriver &driver) { return driver.identify(options); }, asItIs);
}

QFuture<Result<Capabilities>> GatewayHub::capabilities(const GatewayName &gateway)
{
    return m_d->call<Capabilities>(
        gateway,
        [](GatewayDriver &driver) {
            return QtFuture::makeReadyFuture(Result<Capabilities>(driver.capabilities()));
        },
        asItIs);
}

QFuture<Result<std::shared_ptr<const Rendering>>> GatewayHub::render(const GatewayName &gateway,
                                                                     std::shared_ptr<const Document> document)
{
    return m_d->call<std::shared_ptr<const Rendering>>(
        gateway,
        [document = std::move(document)](GatewayDriver &driver) {
            return QtFuture::makeReadyFuture(driver.render(*document));
        },
        asShared);
}

QFuture<Result<std::shared_ptr<const LiveConfig>>> GatewayHub::readLive(const GatewayName &gateway,
                                                                        CallOptions options)
{
    return m_d->call<std::shared_ptr<const LiveConfig>>(
        gateway, [options](GatewayDriver &driver) { return driver.readLive(options); }, asShared);
}

QFuture<Result<std::shared_ptr<const Plan>>>
GatewayHub::plan(const GatewayName &gateway, std::shared_ptr<const Document> document, CallOptions options)
{
    return m_d->call<std::shared_ptr<const Plan>>(
        gateway,
        [document = std::move(document), options](GatewayDriver &driver) {
            return driver.plan(*document, options);
        },
        asShared);
}

QFuture<Result<PushOutcome>> GatewayHub::push(const GatewayName &gateway, std::shared_ptr<const Plan> plan,
                                              bool adopt, std::function<void(PushStage)> progress,
                                              CallOptions options)
{
    std::function<void(PushStage)> tell;
    if (progress) {
        tell = [this, progress = std::move(progress)](PushStage stage) {
            QMetaObject::invokeMethod(this, [progress, stage] { progress(stage); });
        };
    }
    return m_d->call<PushOutcome>(
        gateway,
        [plan = std::move(plan), adopt, tell, options](GatewayDriver &driver) {
            return driver.push({*plan, adopt, tell}, options);
        },
        asItIs);
}

QFuture<Result<std::shared_ptr<const Telemetry>>> GatewayHub::telemetry(const GatewayName &gateway,
                                                                        CallOptions options)
{
    return m_d->call<std::shared_ptr<const Telemetry>>(
        gateway, [options](GatewayDriver &driver) { return driver.telemetry(options); }, asShared);
}

QFuture<Result<void>> GatewayHub::forceBreaker(const GatewayName &gateway, const ServiceName &service,
                                               std::optional<BreakerMode> mode, CallOptions options)
{
    return m_d->call<void>(
        gateway,
        [service, mode, options](GatewayDriver &driver) {
            return driver.forceBreaker(service, mode, options);
        },
        asItIs);
}

QFuture<Result<void>> GatewayHub::overrideEndpoint(const GatewayName &gateway, const ServiceName &service,
                                                   const Address &endpoint,
                                                   std::optional<EndpointState> state,
                                                   std::optional<int> weight, CallOptions options)
{
    return m_d->call<void>(
        gateway,
        [service, endpoint, state, weight, options](GatewayDriver &driver) {
            return driver.overrideEndpoint(service, endpoint, state, weight, options);
        },
        asItIs);
}

} // namespace gatehouse

#include "moc_gatewayhub.cpp"
