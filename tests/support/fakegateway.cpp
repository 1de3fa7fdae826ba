#include "tests/support/fakegateway.h"

#include <QtCore/QtGlobal>

namespace gatehouse::test {

namespace {

std::string textOf(const Document &document)
{
    Tree tree = document.tree;
    tree.erase("gateways");
    tree.erase("environments");
    return tree.dump(2);
}

} // namespace

class FakeDriver final : public GatewayDriver
{
public:
    explicit FakeDriver(std::shared_ptr<FakeGateway> gateway)
        : m_gateway(std::move(gateway))
    {
    }

    QFuture<Result<GatewayIdentity>> identify(CallOptions) override
    {
        return answer<GatewayIdentity>("identify", [](FakeGateway &gateway) { return identityOf(gateway); });
    }

    Capabilities capabilities() const override { return {true, true, true, true, true, {}}; }

    Result<Rendering> render(const Document &document) const override
    {
        const std::lock_guard lock(m_gateway->m_mutex);
        ++m_gateway->m_calls["render"];
        return Rendering{textOf(document), "application/json", m_gateway->m_fidelity, {}};
    }

    QFuture<Result<LiveConfig>> readLive(CallOptions) override
    {
        return answer<LiveConfig>("readLive", [](FakeGateway &gateway) { return liveOf(gateway); });
    }

    QFuture<Result<Plan>> plan(const Document &document, CallOptions) override
    {
        return answer<Plan>("plan", [document](FakeGateway &gateway) -> Result<Plan> {
            Plan plan;
            plan.gateway = GatewayName{gateway.m_name};
            plan.hash = documentHash(document.tree);
            plan.rendering = {textOf(document), "application/json", gateway.m_fidelity, {}};
            plan.live = liveOf(gateway);
            plan.nothingToDo = plan.live.identity.hash == plan.hash;
            plan.needsAdoption = gateway.m_needsAdoption;
            return plan;
        });
    }

    QFuture<Result<PushOutcome>> push(PushRequest request, CallOptions) override
    {
        return answer<PushOutcome>("push",
                                   [request](FakeGateway &gateway) { return pushTo(gateway, request); });
    }

    QFuture<Result<PushOutcome>> rollBack(const Document &, CallOptions) override
    {
        return answer<PushOutcome>("rollBack", [](FakeGateway &gateway) -> Result<PushOutcome> {
            return PushOutcome{identityOf(gateway), gateway.m_revision, true, {}};
        });
    }

    QFuture<Result<Telemetry>> telemetry(CallOptions) override
    {
        return answer<Telemetry>(
            "telemetry", [](FakeGateway &gateway) -> Result<Telemetry> { return gateway.m_telemetry; });
    }

    QFuture<Result<void>> forceBreaker(const ServiceName &, std::optional<BreakerMode>, CallOptions) override
    {
        return answer<void>("forceBreaker", [](FakeGateway &) { return Result<void>(); });
    }

    QFuture<Result<void>> overrideEndpoint(const ServiceName &, const Address &, std::optional<EndpointState>,
                                           std::optional<int>, CallOptions) override
    {
        return answer<void>("overrideEndpoint", [](FakeGateway &) { return Result<void>(); });
    }

private:
    static GatewayIdentity identityOf(const FakeGateway &gateway)
    {
        return {"builtin", "0.1.0", "1", gateway.m_revision,
                gateway.m_live ? documentHash(gateway.m_live->tree) : std::string()};
    }

    static LiveConfig liveOf(const FakeGateway &gateway)
    {
        LiveConfig live;
        live.identity = identityOf(gateway);
        live.text = gateway.m_live ? textOf(*gateway.m_live) : std::string();
        live.document = gateway.m_live;
        live.concurrencyMark = live.identity.hash;
        live.drift = gateway.m_drift;
        return live;
    }

    static Result<PushOutcome> pushTo(FakeGateway &gateway, const PushRequest &request)
    {
        gateway.m_pushes.push_back(request);
        const auto tell = [&request](PushStage stage) {
            if (request.progress)
                request.progress(stage);
        };
        tell(PushStage::Checking);
        if (request.plan.live.concurrencyMark != identityOf(gateway).hash)
            return failure(ErrorKind::Conflict, "Somebody else pushed meanwhile.");
        if (gateway.m_needsAdoption && !request.adopt)
            return failure(ErrorKind::Refused, "It runs a configuration that is not ours.");
        tell(PushStage::Writing);
        if (gateway.m_pushError) {
            const Error error = *std::exchange(gateway.m_pushError, std::nullopt);
            return tl::unexpected(error);
        }
        const auto outcome = readDocument(request.plan.rendering.text, TextFormat::Json);
        gateway.m_live =
            gateway.m_spoiled ? std::exchange(gateway.m_spoiled, std::nullopt) : outcome.document;
        ++gateway.m_revision;
        tell(PushStage::Verifying);
        if (identityOf(gateway).hash != request.plan.hash)
            return failure(ErrorKind::VerifiedDifferent, "What was read back is not what was sent.");
        tell(PushStage::Done);
        return PushOutcome{identityOf(gateway), gateway.m_revision, true, {}};
    }

    template <class Value, class Make> QFuture<Result<Value>> answer(const char *method, Make make)
    {
        auto promise = std::make_shared<QPromise<Result<Value>>>();
        promise->start();
        auto finish = [promise, gateway = m_gateway, make] {
            // The gateway's mutex is held.
            promise->addResult(gateway->m_error ? Result<Value>(tl::unexpected(*gateway->m_error))
                                                : Result<Value>(make(*gateway)));
            promise->finish();
        };
        const std::lock_guard lock(m_gateway->m_mutex);
        ++m_gateway->m_calls[method];
        if (m_gateway->m_hanging)
            m_gateway->m_waiting.push_back(finish);
        else
            finish();
        return promise->future();
    }

    std::shared_ptr<FakeGateway> m_gateway;
};

FakeGateway::FakeGateway(std::string name)
    : m_name(std::move(name))
{
    m_telemetry.gateway = GatewayName{m_name};
}

void FakeGateway::setError(std::optional<Error> error)
{
    const std::lock_guard lock(m_mutex);
    m_error = std::move(error);
}

void FakeGateway::setHanging(bool hanging)
{
    const std::lock_guard lock(m_mutex);
    m_hanging = hanging;
    if (hanging)
        return;
    for (const auto &finish : m_waiting)
        finish();
    m_waiting.clear();
}

void FakeGateway::setTelemetry(Telemetry telemetry)
{
    const std::lock_guard lock(m_mutex);
    m_telemetry = std::move(telemetry);
}

void FakeGateway::setLive(std::optional<Document> document)
{
    const std::lock_guard lock(m_mutex);
    m_live = std::move(document);
}

void FakeGateway::setDrift(Drift drift)
{
    const std::lock_guard lock(m_mutex);
    m_drift = std::move(drift);
}

void FakeGateway::failNextPush(Error error)
{
    const std::lock_guard lock(m_mutex);
    m_pushError = std::move(error);
}

void FakeGateway::spoilNextPush(Document document)
{
    const std::lock_guard lock(m_mutex);
    m_spoiled = std::move(document);
}

void FakeGateway::setFidelity(Fidelity fidelity)
{
    const std::lock_guard lock(m_mutex);
    m_fidelity = std::move(fidelity);
}

void FakeGateway::setNeedsAdoption(bool needs)
{
    const std::lock_guard lock(m_mutex);
    m_needsAdoption = needs;
}

int FakeGateway::calls(const std::string &method) const
{
    const std::lock_guard lock(m_mutex);
    const auto found = m_calls.find(method);
    return found == m_calls.end() ? 0 : found->second;
}

std::string FakeGateway::liveHash() const
{
    const std::lock_guard lock(m_mutex);
    return m_live ? documentHash(m_live->tree) : std::string();
}

std::vector<PushRequest> FakeGateway::pushes() const
{
    const std::lock_guard lock(m_mutex);
    return m_pushes;
}

std::shared_ptr<FakeGateway> FakeDriverFactory::gateway(const std::string &name)
{
    const std::lock_guard lock(m_mutex);
    auto &gateway = m_gateways[name];
    if (!gateway)
        gateway = std::make_shared<FakeGateway>(name);
    return gateway;
}

Result<std::unique_ptr<GatewayDriver>> FakeDriverFactory::create(const Gateway &gateway, DriverContext) const
{
    const std::lock_guard lock(m_mutex);
    const auto found = m_gateways.find(gateway.name.str());
    if (found == m_gateways.end())
        return failure(ErrorKind::Unsupported, "There is no driver for it.", gateway.name.str());
    ++m_made;
    return std::make_unique<FakeDriver>(found->second);
}

int FakeDriverFactory::driversMade() const
{
    const std::lock_guard lock(m_mutex);
    return m_made;
}

Gateway fakeEntry(const std::string &name, bool publish)
{
    Gateway gateway;
    gateway.name = GatewayName{name};
    gateway.publish = publish;
    return gateway;
}

Document documentOf(const std::string &yaml)
{
    const ReadOutcome outcome = readDocument(yaml, TextFormat::Yaml);
    if (!outcome.document)
        qFatal("%s", outcome.findings.empty() ? "no document" : outcome.findings.front().message.c_str());
    return *outcome.document;
}

} // namespace gatehouse::test
