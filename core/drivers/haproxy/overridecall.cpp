#include "core/drivers/haproxy/overridecall.h"

#include "core/drivers/haproxy/rendercontext.h"
#include "core/drivers/haproxy/serverweight.h"

#include <fmt/format.h>

#include <algorithm>

namespace gatehouse::haproxy {

namespace {

constexpr std::chrono::milliseconds SocketPatience{2'000};
constexpr std::int64_t ForcedMaintenance = 0x01;
constexpr std::int64_t ForcedDrain = 0x08;

const char *stateWord(EndpointState state)
{
    switch (state) {
    case EndpointState::Active:
        return "ready";
    case EndpointState::Draining:
        return "drain";
    case EndpointState::Disabled:
        return "maint";
    }
    return "ready";
}

const TableRow *rowOf(const std::vector<TableRow> &rows, std::string_view backend, std::string_view server)
{
    const auto found = std::find_if(rows.begin(), rows.end(), [&](const TableRow &row) {
        return row.text("be_name") == backend && row.text("srv_name") == server;
    });
    return found == rows.end() ? nullptr : &*found;
}

} // namespace

OverrideCall::OverrideCall(QObject *parent, Connection &connection, Task task,
                           std::chrono::milliseconds deadline)
    : DriverCall(parent, deadline)
    , m_connection(connection)
    , m_task(std::move(task))
    , m_server(fmt::format("{}/{}", backendName(ServiceName(m_task.service)), serverName(m_task.endpoint)))
{
}

void OverrideCall::start()
{
    m_connection.observe(this, left(SocketPatience), [this](Result<Observation> seen) {
        if (hasEnded())
            return;
        if (!seen)
            return fail(seen.error());
        send(*seen);
    });
}

/// What is not overridden is as in the document, whatever somebody else set meanwhile.
void OverrideCall::send(const Observation &seen)
{
    const std::map<std::string, ServiceFacts> facts = readFacts(seen.file.text);
    const auto service = facts.find(m_task.service);
    const std::string address = toString(m_task.endpoint);
    const EndpointFacts *endpoint = nullptr;
    int largest = 0;
    for (std::size_t i = 0; service != facts.end() && i < service->second.endpoints.size(); ++i) {
        const EndpointFacts &candidate = service->second.endpoints[i];
        largest = std::max(largest, candidate.weight);
        if (candidate.address == address)
            endpoint = &candidate;
    }
    if (!endpoint)
        return end(failure(ErrorKind::NotFound,
                           fmt::format("HAProxy has no endpoint {} of {}.", address, m_task.service)));
    m_state = m_task.wanted.state.value_or(endpoint->state);
    const int weight = m_task.wanted.weight.value_or(endpoint->weight);
    m_weight = m_state == EndpointState::Draining && !m_task.wanted.state ? 0 : scaledWeight(weight, largest);
    if (m_weight > MostWeight || m_weight < 0)
        return end(failure(ErrorKind::InvalidInput, fmt::format("HAProxy's weights end at {}.", MostWeight),
                           address));
    // A draining endpoint of the document is one of weight 0, not one in HAProxy's own state of that name.
    const EndpointState state =
        m_task.wanted.state || m_state == EndpointState::Disabled ? m_state : EndpointState::Active;
    m_state = state;
    m_connection.askWorker(this,
                           {fmt::format("set server {} state {}", m_server, stateWord(state)),
                            fmt::format("set server {} weight {}", m_server, m_weight)},
                           left(SocketPatience), [this](Result<std::string> said) {
                               if (hasEnded())
                                   return;
                               if (!said)
                                   return fail(said.error());
                               sent(*said);
                           });
}

void OverrideCall::sent(const std::string &said)
{
    // It says nothing where it is well.
    if (said.find_first_not_of("\n ") != std::string::npos)
        return end(failure(ErrorKind::Rejected, "HAProxy does not change the endpoint.", m_server, {}, said));
    m_connection.askWorker(this, {"show servers state"}, left(SocketPatience),
                           [this](Result<std::string> state) {
                               if (hasEnded())
                                   return;
                               if (!state)
                                   return fail(state.error());
                               readBack(*state);
                           });
}

void OverrideCall::readBack(const std::string &said)
{
    const std::size_t slash = m_server.find('/');
    const std::vector<TableRow> rows = readServersState(said);
    const TableRow *row = rowOf(rows, std::string_view(m_server).substr(0, slash),
                                std::string_view(m_server).substr(slash + 1));
    const std::int64_t admin = row ? row->number("srv_admin_state").value_or(0) : 0;
    const bool maintenance = (admin & ForcedMaintenance) != 0;
    const bool draining = (admin & ForcedDrain) != 0;
    const bool same = row && row->number("srv_uweight") == m_weight
        && maintenance == (m_state == EndpointState::Disabled)
        && draining == (m_state == EndpointState::Draining);
    if (!same)
        return end(failure(ErrorKind::VerifiedDifferent, "HAProxy does not say of the endpoint what was set.",
                           m_server));
    if (m_task.whenDone)
        m_task.whenDone();
    end(Result<void>{});
}

} // namespace gatehouse::haproxy
