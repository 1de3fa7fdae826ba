#include "app/gateway/gatewayprogram.h"

#include "app/gateway/journal.h"
#include "core/base/durablefile.h"
#include "core/gateway/adminserver.h"
#include "core/gateway/dataplane.h"
#include "core/gateway/revisionkeeper.h"
#include "core/gateway/secretstore.h"

#include <boost/asio/io_context.hpp>
#include <boost/asio/signal_set.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <csignal>
#include <cstdio>
#include <future>
#include <memory>
#include <mutex>
#include <thread>

namespace gatehouse {

namespace {

constexpr std::size_t LargestConfig = 64U * 1024U * 1024U;
/// How long requests under way may go on after SIGTERM.
constexpr std::chrono::seconds DrainTime{30};

/// For whoever started us: flushed at once, as it is most likely a pipe.
void say(const std::string &line)
{
    fmt::print("{}\n", line);
    std::fflush(stdout);
}

/// Says each open listener once, also those that come with a later revision.
class ListenerLines final
{
public:
    void tell(const DataPlane &plane)
    {
        const std::vector<BoundListener> open = plane.served()->listeners;
        const std::lock_guard lock(m_mutex);
        for (const BoundListener &listener : open) {
            if (std::find(m_told.begin(), m_told.end(), listener) == m_told.end())
                say(fmt::format("listening {} {}", listener.name.str(), toString(listener.address)));
        }
        m_told = open;
    }

private:
    std::mutex m_mutex;
    std::vector<BoundListener> m_told;
};

void printFindings(const std::string &file, const Findings &findings)
{
    for (const Finding &finding : findings)
        fmt::print(stderr, "{}:{}:{}: {} {} {}: {}\n", file, finding.line.value_or(0),
                   finding.column.value_or(0), word(finding.severity), finding.code,
                   finding.pointer.empty() ? "/" : finding.pointer, finding.message);
}

Result<std::optional<RevisionKeeper::Initial>> readInitial(const GatewayOptions &options)
{
    if (options.config.empty())
        return std::optional<RevisionKeeper::Initial>{};
    Result<std::string> text = readWholeFile(options.config, LargestConfig);
    if (!text)
        return tl::unexpected(text.error());
    return RevisionKeeper::Initial{std::move(*text), formatOfFile(options.config.string()), options.reset};
}

DataPlaneOptions planeOptions(const GatewayOptions &options, const SecretStore &secrets, Journal &journal)
{
    DataPlaneOptions plane;
    plane.name = options.name;
    plane.threads = options.threads > 0 ? options.threads : std::max(1U, std::thread::hardware_concurrency());
    plane.listen = options.listen;
    plane.filesDirectory = options.filesDir.string();
    plane.secrets = [&secrets](const SecretName &name) {
        return secrets.read(name);
    };
    plane.onBreaker = [&journal](const ServiceName &service, const BreakerTransition &change) {
        journal.add(fmt::format("breaker of {}: {} to {}, {}", service.str(), word(change.from),
                                word(change.to), word(change.reason)));
    };
    plane.onHealth = [&journal](const ServiceName &service, const Address &address,
                                const EndpointHealth &health) {
        const bool isWell = health.state != EndpointHealth::State::Unhealthy;
        journal.add(fmt::format("endpoint {} of {}: {}, {}", toString(address), service.str(),
                                isWell ? "healthy" : "unhealthy", health.reason));
    };
    return plane;
}

/// Everything that runs, in the order in which it is made and the other way round in which it ends.
class Program final
{
public:
    Program(const GatewayOptions &options, std::optional<ConfigStore> store)
        : m_options(options)
        , m_journal(m_clock, stderr)
        , m_secrets(options.secretsDir)
        , m_plane(planeOptions(options, m_secrets, m_journal))
        , m_keeper(m_plane, std::move(store), m_secrets, m_clock, options.name)
    {
    }

    int start(const std::optional<RevisionKeeper::Initial> &initial);
    void run();

private:
    Result<void> openAdmin();
    void waitForSignal();
    void reload();
    void drain();

    const GatewayOptions &m_options;
    SystemClock m_clock;
    Journal m_journal;
    SecretStore m_secrets;
    DataPlane m_plane;
    RevisionKeeper m_keeper;
    ListenerLines m_lines;
    std::unique_ptr<AdminServer> m_admin;
    boost::asio::io_context m_loop{1};
    boost::asio::signal_set m_signals{m_loop, SIGTERM, SIGINT, SIGHUP};
    std::future<void> m_draining;
};

int Program::start(const std::optional<RevisionKeeper::Initial> &initial)
{
    if (const Result<void> started = m_plane.start(); !started)
        return complain(started.error());
    if (const tl::expected<void, PushRefusal> begun = m_keeper.begin(initial); !begun) {
        printFindings(m_options.config.string(), begun.error().findings);
        complain(begun.error().error);
        return begun.error().findings.empty() ? 1 : 2;
    }
    for (const std::string &problem : m_keeper.problems())
        m_journal.add(fmt::format("problem: {}", problem));
    m_lines.tell(m_plane);
    if (const Result<void> open = openAdmin(); !open)
        return complain(open.error());
    return 0;
}

Result<void> Program::openAdmin()
{
    if (!m_options.admin)
        return {};
    const Result<AdminToken> token = AdminToken::fromFile(m_options.tokenFile);
    if (!token)
        return tl::unexpected(token.error());
    AdminOptions admin;
    admin.gateway = GatewayName{m_options.name};
    admin.address = *m_options.admin;
    admin.log = [this](std::string_view line) {
        m_journal.add(line);
        m_lines.tell(m_plane);
    };
    m_admin = std::make_unique<AdminServer>(std::move(admin), *token, m_plane, m_keeper, m_clock);
    const Result<Address> address = m_admin->start();
    if (!address)
        return tl::unexpected(address.error());
    say(fmt::format("admin {}", toString(*address)));
    return {};
}

void Program::run()
{
    waitForSignal();
    m_loop.run();
    if (m_draining.valid())
        m_draining.wait();
    m_admin.reset();
    m_plane.stop();
    m_journal.add("stopped");
}

void Program::waitForSignal()
{
    m_signals.async_wait([this](boost::system::error_code code, int number) {
        if (code)
            return;
        if (number == SIGHUP) {
            reload();
        } else if (!m_draining.valid()) {
            drain();
        } else {
            m_plane.stop();
            return;
        }
        waitForSignal();
    });
}

void Program::reload()
{
    if (m_admin) {
        const Result<AdminToken> token = AdminToken::fromFile(m_options.tokenFile);
        if (token)
            m_admin->setToken(*token);
        else
            m_journal.add(fmt::format("the former token stays: {}", token.error().message));
    }
    const Result<void> reloaded = m_keeper.reload();
    m_journal.add(reloaded ? "token, secrets and files were read again"
                           : fmt::format("the former secrets stay in use: {}", reloaded.error().message));
    m_lines.tell(m_plane);
}

void Program::drain()
{
    m_journal.add("draining");
    m_draining = std::async(std::launch::async, [this] {
        if (!m_plane.drain(DrainTime))
            m_journal.add("requests were cut off");
        m_loop.stop();
    });
}

} // namespace

int complain(const Error &error)
{
    fmt::print(stderr, "gatehouse-gateway: {}\n", error.message);
    if (!error.remedy.empty())
        fmt::print(stderr, "gatehouse-gateway: {}\n", error.remedy);
    return 1;
}

int runGateway(const GatewayOptions &options)
{
    const Result<std::optional<RevisionKeeper::Initial>> initial = readInitial(options);
    if (!initial)
        return complain(initial.error());
    std::optional<ConfigStore> store;
    if (!options.stateDir.empty()) {
        Result<ConfigStore> opened = ConfigStore::open(options.stateDir);
        if (!opened)
            return complain(opened.error());
        store.emplace(std::move(*opened));
    }
    Program program(options, std::move(store));
    if (const int status = program.start(*initial); status != 0)
        return status;
    program.run();
    return 0;
}

} // namespace gatehouse
