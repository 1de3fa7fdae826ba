#include "core/drivers/haproxy/readcalls.h"

#include "core/drivers/haproxy/background.h"
#include "core/drivers/haproxy/countertables.h"

#include <fmt/format.h>

namespace gatehouse::haproxy {

namespace {

/// "The gateway has no secret of this name", as the built-in gateway's own findings have it.
constexpr const char *SecretMissing = "GH0710";

} // namespace

IdentifyCall::IdentifyCall(QObject *parent, Connection &connection, std::chrono::milliseconds deadline)
    : DriverCall(parent, deadline)
    , m_connection(connection)
{
}

void IdentifyCall::start()
{
    m_connection.askWorker(this, {"show info"}, left(), [this](Result<std::string> said) {
        if (!said)
            return fail(said.error());
        Observation seen;
        seen.info = readInfo(*said);
        const GatewayIdentity identity = seen.identity();
        if (seen.info.find("Name") == seen.info.end() || identity.version.empty())
            return end(
                failure(ErrorKind::Unreachable, "What answers on the socket is no HAProxy.", {}, {}, *said));
        end(identity);
    });
}

ReadCall::ReadCall(QObject *parent, Connection &connection, const OwnActs &own,
                   std::chrono::milliseconds deadline)
    : DriverCall(parent, deadline)
    , m_connection(connection)
    , m_own(own)
{
}

void ReadCall::start()
{
    m_connection.observe(this, left(), [this](Result<Observation> seen) {
        if (!seen)
            return fail(seen.error());
        end(liveConfig(*seen, m_own));
    });
}

LiveConfig ReadCall::liveConfig(const Observation &seen, const OwnActs &own)
{
    LiveConfig live;
    live.identity = seen.identity();
    live.text = maskSecrets(seen.file.text);
    live.concurrencyMark = concurrencyMark(seen, own);
    live.drift = driftOf(seen, own);
    if (live.drift.kind == DriftKind::EditedAndLoaded)
        live.identity.hash.clear(); // it still says our hash, but runs what somebody made of it
    return live;
}

PlanCall::PlanCall(QObject *parent, Connection &connection, Task task, const OwnActs &own,
                   std::chrono::milliseconds deadline)
    : DriverCall(parent, deadline)
    , m_connection(connection)
    , m_own(own)
    , m_task(std::move(task))
{
}

void PlanCall::start()
{
    if (!m_task.rendering)
        return fail(m_task.rendering.error());
    m_connection.observe(this, left(), [this](Result<Observation> observation) {
        if (!observation)
            return fail(observation.error());
        seen(*observation);
    });
}

void PlanCall::seen(const Observation &observation)
{
    Plan plan;
    plan.gateway = m_task.gateway;
    plan.hash = m_task.hash;
    plan.rendering = *m_task.rendering;
    plan.live = ReadCall::liveConfig(observation, m_own);
    addSecretFindings(plan);
    const auto mark = readMark(observation.file.text);
    plan.nothingToDo = plan.live.drift.kind == DriftKind::None && plan.live.text == plan.rendering.text
        && mark && mark->secrets == plan.rendering.secretsDigest && plan.live.identity.hash == m_task.hash;
    plan.needsAdoption = isForeign(observation);
    plan.losesState = !plan.nothingToDo;
    end(std::move(plan));
}

void PlanCall::addSecretFindings(Plan &plan) const
{
    for (const SecretName &name : secretsOf(plan.rendering.text)) {
        const auto digest = digestSecrets({name}, m_task.secrets);
        if (digest)
            continue;
        Finding finding;
        finding.code = SecretMissing;
        finding.message = digest.error().message;
        if (!digest.error().remedy.empty())
            finding.fix = digest.error().remedy;
        plan.findings.push_back(std::move(finding));
    }
}

TelemetryCall::TelemetryCall(QObject *parent, Connection &connection, TelemetryMemory &memory,
                             GatewayName gateway, const Clock &clock, std::chrono::milliseconds deadline)
    : DriverCall(parent, deadline)
    , m_connection(connection)
    , m_memory(memory)
    , m_gateway(std::move(gateway))
    , m_clock(clock)
{
}

void TelemetryCall::start()
{
    const std::vector<std::string> commands{"show info", "show stat", "show servers state",
                                            fmt::format("show table {}", RouteCounters),
                                            fmt::format("show table {}", ServiceCounters)};
    m_connection.askWorker(this, commands, left(), [this](Result<std::string> said) {
        if (!said)
            return fail(said.error());
        received(*said);
    });
}

void TelemetryCall::received(const std::string &said)
{
    const std::vector<std::string> answers = splitAnswers(said);
    if (answers.size() < 3)
        return end(failure(ErrorKind::Unreachable, "HAProxy does not tell its state.", {}, {}, said));
    m_snapshot.takenAt = m_clock.wallNow();
    m_snapshot.at = m_clock.now();
    m_snapshot.info = readInfo(answers[0]);
    m_snapshot.stat = readStat(answers[1]);
    m_snapshot.servers = readServersState(answers[2]);
    // A configuration that is not ours has no such tables.
    m_snapshot.routeCounters =
        answers.size() > 3 ? readCounters(answers[3]) : decltype(m_snapshot.routeCounters)();
    m_snapshot.serviceCounters =
        answers.size() > 4 ? readCounters(answers[4]) : decltype(m_snapshot.serviceCounters)();
    Observation seen;
    seen.info = m_snapshot.info;
    m_snapshot.hash = seen.runningHash();
    if (m_snapshot.hash.empty() || m_snapshot.hash == m_memory.hash)
        return build();
    // Another configuration than last time: what it says of its services is read anew.
    inBackground(
        m_connection.disk(), this, [file = m_connection.places().config] { return readConfig(file); },
        [this](Result<FileState> file) {
            const auto mark = file ? readMark(file->text) : std::nullopt;
            if (mark && mark->hash == m_snapshot.hash) {
                m_memory.facts = readFacts(file->text);
                m_memory.hash = m_snapshot.hash;
            }
            build();
        });
}

void TelemetryCall::build()
{
    if (m_snapshot.hash == m_memory.hash)
        m_snapshot.facts = m_memory.facts;
    end(m_memory.builder.build(m_gateway, m_snapshot));
}

} // namespace gatehouse::haproxy
