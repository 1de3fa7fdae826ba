#include "core/drivers/builtin/builtindriver.h"

#include "core/drivers/builtin/adminaddress.h"
#include "core/drivers/builtin/adminanswers.h"
#include "core/drivers/builtin/builtinrenderer.h"
#include "core/drivers/builtin/driverchain.h"
#include "core/model/enforced.h"

#include <QtCore/QUrl>

namespace gatehouse {

namespace {

const char *breakerWord(BreakerMode mode)
{
    switch (mode) {
    case BreakerMode::Auto:
        return "auto";
    case BreakerMode::ForcedOpen:
        return "forcedOpen";
    case BreakerMode::ForcedClosed:
        return "forcedClosed";
    case BreakerMode::Disabled:
        return "disabled";
    }
    return "auto";
}

AdminRequest get(const char *path)
{
    AdminRequest request;
    request.path = path;
    return request;
}

AdminRequest put(const QByteArray &path, const std::string &body)
{
    AdminRequest request;
    request.method = "PUT";
    request.path = path;
    request.body = QByteArray::fromStdString(body);
    return request;
}

QByteArray escaped(const std::string &text)
{
    return QUrl::toPercentEncoding(QString::fromStdString(text));
}

void tell(const PushRequest &request, PushStage stage)
{
    if (request.progress)
        request.progress(stage);
}

} // namespace

class BuiltinDriver::Private final
{
public:
    Private(Gateway entry, DriverContext driverContext, AdminAddress address)
        : gateway(std::move(entry))
        , context(std::move(driverContext))
        , client(std::move(address), [this] { return context.secrets(gateway.secret); })
        , where(gateway.address)
    {
    }

    template <class T> std::shared_ptr<DriverChain<T>> chain(CallOptions options)
    {
        return std::make_shared<DriverChain<T>>(&home, client, options.deadline);
    }

    /// False where the gateway is only observed; the call is ended then.
    bool mayPublish(const std::shared_ptr<DriverChain<PushOutcome>> &call) const
    {
        if (!gateway.publish)
            call->end(failure(ErrorKind::Refused, "The gateway is only observed.", gateway.name.str(),
                              "Switch publishing on for it first."));
        return gateway.publish;
    }

    /// Configuration and who serves it.
    template <class T, class Next> void readLive(const std::shared_ptr<DriverChain<T>> &call, Next next)
    {
        call->ask(get("/v1/config"), [this, call, next](const Result<AdminReply> &config) {
            Result<LiveConfig> live =
                config ? liveConfigOf(*config, where) : tl::unexpected<Error>(config.error());
            if (!live) {
                call->end(tl::unexpected<Error>(live.error()));
                return;
            }
            call->ask(get("/v1/status"),
                      [this, call, next, live = *live](const Result<AdminReply> &status) mutable {
                          const Result<GatewayIdentity> identity =
                              status ? identityOf(*status, where) : tl::unexpected<Error>(status.error());
                          if (!identity) {
                              call->end(tl::unexpected<Error>(identity.error()));
                              return;
                          }
                          live.identity = *identity;
                          next(std::move(live));
                      });
        });
    }

    Plan planFor(const Document &document, LiveConfig live) const
    {
        Plan plan;
        plan.gateway = gateway.name;
        plan.hash = documentHash(document.tree);
        plan.rendering = renderForBuiltin(document);
        plan.findings = unenforced(document);
        plan.nothingToDo = live.identity.hash == plan.hash;
        plan.live = std::move(live);
        return plan;
    }

    void verify(const std::shared_ptr<DriverChain<PushOutcome>> &call, const PushRequest &request,
                bool changed)
    {
        tell(request, PushStage::Verifying);
        readLive(call, [call, request, changed](LiveConfig live) {
            const std::string got = live.document ? documentHash(live.document->tree) : std::string();
            if (got != request.plan.hash || live.identity.hash != request.plan.hash) {
                call->end(failure(ErrorKind::VerifiedDifferent,
                                  "The gateway serves something else than was sent.",
                                  request.plan.gateway.str(), "Compare what is there, then push again.",
                                  "sent " + request.plan.hash + ", read back " + got));
                return;
            }
            PushOutcome outcome;
            outcome.identity = live.identity;
            outcome.revision = live.identity.revision;
            outcome.changed = changed;
            tell(request, PushStage::Done);
            call->end(outcome);
        });
    }

    QFuture<Result<void>> change(const QByteArray &path, const Tree &body, CallOptions options)
    {
        const auto call = chain<void>(options);
        const QFuture<Result<void>> future = call->future();
        call->ask(put(path, body.dump()), [this, call](const Result<AdminReply> &reply) {
            if (!reply)
                call->end(tl::unexpected<Error>(reply.error()));
            else if (reply->status >= 300)
                call->end(tl::unexpected<Error>(errorOf(*reply, where)));
            else
                call->end({});
        });
        return future;
    }

    Gateway gateway;
    DriverContext context;
    AdminClient client;
    std::string where;
    QObject home; ///< ends first: with it all calls
};

BuiltinDriver::BuiltinDriver(std::unique_ptr<Private> d)
    : m_d(std::move(d))
{
}

BuiltinDriver::~BuiltinDriver() = default;

Result<std::unique_ptr<BuiltinDriver>> BuiltinDriver::create(const Gateway &gateway, DriverContext context)
{
    Result<AdminAddress> address = adminAddress(gateway);
    if (!address)
        return tl::unexpected<Error>(address.error());
    auto d = std::make_unique<Private>(gateway, std::move(context), *std::move(address));
    return std::unique_ptr<BuiltinDriver>(new BuiltinDriver(std::move(d)));
}

QFuture<Result<GatewayIdentity>> BuiltinDriver::identify(CallOptions options)
{
    const auto call = m_d->chain<GatewayIdentity>(options);
    const auto future = call->future();
    call->ask(get("/v1/status"), [this, call](const Result<AdminReply> &status) {
        call->end(status ? identityOf(*status, m_d->where)
                         : Result<GatewayIdentity>(tl::unexpected<Error>(status.error())));
    });
    return future;
}

Capabilities BuiltinDriver::capabilities() const
{
    Capabilities capabilities;
    capabilities.forceBreaker = true;
    capabilities.endpointState = true;
    capabilities.endpointWeight = true;
    capabilities.revisions = true;
    capabilities.keepsStateOverPush = true;
    return capabilities;
}

Result<Rendering> BuiltinDriver::render(const Document &document) const
{
    return renderForBuiltin(document);
}

QFuture<Result<LiveConfig>> BuiltinDriver::readLive(CallOptions options)
{
    const auto call = m_d->chain<LiveConfig>(options);
    const auto future = call->future();
    m_d->readLive(call, [call](LiveConfig live) { call->end(std::move(live)); });
    return future;
}

QFuture<Result<Plan>> BuiltinDriver::plan(const Document &document, CallOptions options)
{
    const auto call = m_d->chain<Plan>(options);
    const auto future = call->future();
    m_d->readLive(call, [this, call, document](LiveConfig live) {
        call->end(m_d->planFor(document, std::move(live)));
    });
    return future;
}

QFuture<Result<PushOutcome>> BuiltinDriver::push(PushRequest request, CallOptions options)
{
    const auto call = m_d->chain<PushOutcome>(options);
    const auto future = call->future();
    if (!m_d->mayPublish(call))
        return future;
    tell(request, PushStage::Checking);
    AdminRequest sent = put("/v1/config", request.plan.rendering.text);
    sent.ifMatch = QByteArray::fromStdString(request.plan.live.concurrencyMark);
    tell(request, PushStage::Writing);
    call->ask(sent, [this, call, request](const Result<AdminReply> &reply) {
        if (!reply || reply->status >= 300) {
            call->end(tl::unexpected<Error>(reply ? errorOf(*reply, m_d->where) : reply.error()));
            return;
        }
        tell(request, PushStage::Loading);
        m_d->verify(call, request, !request.plan.nothingToDo);
    });
    return future;
}

QFuture<Result<PushOutcome>> BuiltinDriver::rollBack(const Document &earlier, CallOptions options)
{
    const auto call = m_d->chain<PushOutcome>(options);
    const auto future = call->future();
    if (!m_d->mayPublish(call))
        return future;
    m_d->readLive(call, [this, call, earlier](LiveConfig live) {
        PushRequest request;
        request.plan = m_d->planFor(earlier, std::move(live));
        AdminRequest sent = put("/v1/config", request.plan.rendering.text);
        sent.ifMatch = QByteArray::fromStdString(request.plan.live.concurrencyMark);
        call->ask(sent, [this, call, request](const Result<AdminReply> &reply) {
            if (!reply || reply->status >= 300)
                call->end(tl::unexpected<Error>(reply ? errorOf(*reply, m_d->where) : reply.error()));
            else
                m_d->verify(call, request, !request.plan.nothingToDo);
        });
    });
    return future;
}

QFuture<Result<Telemetry>> BuiltinDriver::telemetry(CallOptions options)
{
    const auto call = m_d->chain<Telemetry>(options);
    const auto future = call->future();
    call->ask(get("/v1/telemetry"), [this, call](const Result<AdminReply> &reply) {
        call->end(reply ? telemetryOf(*reply, m_d->where)
                        : Result<Telemetry>(tl::unexpected<Error>(reply.error())));
    });
    return future;
}

QFuture<Result<void>> BuiltinDriver::forceBreaker(const ServiceName &service, std::optional<BreakerMode> mode,
                                                  CallOptions options)
{
    const Tree body{{"state", mode ? Tree(breakerWord(*mode)) : Tree(nullptr)}};
    return m_d->change("/v1/services/" + escaped(service.str()) + "/breaker", body, options);
}

QFuture<Result<void>> BuiltinDriver::overrideEndpoint(const ServiceName &service, const Address &endpoint,
                                                      std::optional<EndpointState> state,
                                                      std::optional<int> weight, CallOptions options)
{
    const Tree body{{"state", state ? Tree(word(*state)) : Tree(nullptr)},
                    {"weight", weight ? Tree(*weight) : Tree(nullptr)}};
    return m_d->change("/v1/services/" + escaped(service.str()) + "/endpoints/" + escaped(toString(endpoint)),
                       body, options);
}

} // namespace gatehouse
