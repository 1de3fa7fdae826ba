#include "core/gateway/adminserver.h"

#include "core/gateway/adminapi.h"
#include "core/gateway/smallserver.h"

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/address.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/thread_pool.hpp>
#include <fmt/format.h>

#include <future>
#include <mutex>
#include <thread>
#include <vector>

namespace gatehouse {

namespace {

constexpr std::chrono::seconds EventInterval{1};
/// Refused tokens are counted one by one, but told once in so long.
constexpr std::chrono::seconds RefusalLogInterval{10};

bool isLoopback(const Address &address)
{
    boost::system::error_code code;
    const auto ip = boost::asio::ip::make_address(address.host, code);
    return address.host == "localhost" || (!code && ip.is_loopback());
}

} // namespace

class AdminServer::Private final
{
public:
    Private(AdminOptions adminOptions, AdminToken adminToken, DataPlane &plane, RevisionKeeper &keeper,
            const Clock &usedClock)
        : clock(usedClock)
        , options(std::move(adminOptions))
        , token(adminToken)
        , api(options.gateway, plane, keeper, usedClock, options.log)
        , server(
              loop, {}, [this](const WebRequest &request) { return admit(request); },
              [this](std::shared_ptr<SmallExchange> exchange) { handle(std::move(exchange)); })
    {
    }

    std::variant<std::uint64_t, WebResponse> admit(const WebRequest &request);
    WebResponse refuse();
    void handle(std::shared_ptr<SmallExchange> exchange);
    void beginStream(std::shared_ptr<SmallExchange> exchange);
    void sendEvents();

    const Clock &clock;
    AdminOptions options;
    std::mutex tokenMutex;
    AdminToken token;
    boost::asio::io_context loop{1};
    boost::asio::executor_work_guard<boost::asio::io_context::executor_type> work{loop.get_executor()};
    AdminApi api;
    SmallServer server;
    boost::asio::steady_timer timer{loop};
    std::vector<std::shared_ptr<SmallExchange>> streams;
    SteadyTime lastRefusalLog{};
    boost::asio::thread_pool changes{1};
    std::thread thread;
};

std::variant<std::uint64_t, WebResponse> AdminServer::Private::admit(const WebRequest &request)
{
    const std::lock_guard lock(tokenMutex);
    if (!token.admits(request))
        return refuse();
    return AdminApi::largestBody(request);
}

WebResponse AdminServer::Private::refuse()
{
    api.countRefusedToken();
    const SteadyTime now = clock.now();
    if (now - lastRefusalLog >= RefusalLogInterval || lastRefusalLog == SteadyTime{}) {
        lastRefusalLog = now;
        options.log(
            fmt::format("{} requests to the admin API were refused for want of the right token so far",
                        api.refusedTokens()));
    }
    WebResponse response = errorResponse(401, "unauthenticated", "the admin API needs its bearer token");
    response.headers.emplace_back("WWW-Authenticate", "Bearer");
    return response;
}

void AdminServer::Private::handle(std::shared_ptr<SmallExchange> exchange)
{
    switch (AdminApi::kindOf(exchange->request())) {
    case AdminApi::Kind::Look:
        exchange->respond(api.answerLook(exchange->request()));
        return;
    case AdminApi::Kind::Change:
        boost::asio::post(changes, [this, exchange = std::move(exchange)] {
            exchange->respond(api.answerChange(exchange->request()));
        });
        return;
    case AdminApi::Kind::Stream:
        beginStream(std::move(exchange));
        return;
    }
}

void AdminServer::Private::beginStream(std::shared_ptr<SmallExchange> exchange)
{
    exchange->begin({200, {{"Content-Type", "text/event-stream"}, {"Cache-Control", "no-store"}}, {}},
                    std::nullopt);
    exchange->write(api.telemetryEvent());
    streams.push_back(std::move(exchange));
    if (streams.size() == 1) {
        timer.expires_after(EventInterval);
        sendEvents();
    }
}

void AdminServer::Private::sendEvents()
{
    timer.async_wait([this](boost::system::error_code code) {
        std::erase_if(streams,
                      [](const std::shared_ptr<SmallExchange> &stream) { return !stream->isOpen(); });
        if (code || streams.empty())
            return;
        const std::string event = api.telemetryEvent();
        for (const std::shared_ptr<SmallExchange> &stream : streams)
            stream->write(event);
        // From when it was due, so that events do not drift; from now on where it is late by more than one.
        timer.expires_at(std::max(timer.expiry() + EventInterval, clock.now()));
        sendEvents();
    });
}

AdminServer::AdminServer(AdminOptions options, AdminToken token, DataPlane &plane, RevisionKeeper &keeper,
                         const Clock &clock)
    : d(std::make_unique<Private>(std::move(options), token, plane, keeper, clock))
{
}

AdminServer::~AdminServer()
{
    d->changes.join();
    if (d->thread.joinable()) {
        // Answers of what was just finished go out before the connections close.
        std::promise<void> closed;
        boost::asio::post(d->loop, [this, &closed] {
            d->timer.cancel();
            d->streams.clear();
            d->server.close();
            closed.set_value();
        });
        closed.get_future().wait();
        d->loop.stop();
        d->thread.join();
    }
}

Result<Address> AdminServer::start()
{
    if (!isLoopback(d->options.address))
        return failure(
            ErrorKind::Refused,
            fmt::format("the admin API is not opened on {}: that is not loopback, and there is no TLS yet",
                        toString(d->options.address)),
            toString(d->options.address), "choose an address such as 127.0.0.1:7001");
    Result<Address> bound = d->server.listen(d->options.address);
    if (bound)
        d->thread = std::thread([this] { d->loop.run(); });
    return bound;
}

void AdminServer::setToken(const AdminToken &token)
{
    const std::lock_guard lock(d->tokenMutex);
    d->token = token;
}

} // namespace gatehouse
