#include "app/demo/controlserver.h"
#include "app/demo/fleet.h"
#include "app/demo/loadgenerator.h"
#include "app/demo/options.h"
#include "core/base/version.h"

#include <boost/asio/io_context.hpp>
#include <boost/asio/signal_set.hpp>
#include <fmt/format.h>

#include <csignal>
#include <cstdio>
#include <random>

using namespace gatehouse;

namespace {

int fail(const Error &error)
{
    fmt::print(stderr, "gatehouse-demo: {}\n", error.message);
    if (!error.remedy.empty())
        fmt::print(stderr, "gatehouse-demo: {}\n", error.remedy);
    return 1;
}

/// For whoever started us: flushed at once, as it is most likely a pipe.
void say(const std::string &line)
{
    fmt::print("{}\n", line);
    std::fflush(stdout);
}

int run(const demo::Options &options)
{
    boost::asio::io_context loop(1);
    const SystemClock clock;
    std::random_device device;
    const std::uint64_t seed = (static_cast<std::uint64_t>(device()) << 32) | device();
    demo::Fleet fleet(loop, clock, seed);
    demo::LoadGenerator load(loop, clock, options.identity, seed + 1);
    demo::ControlServer control(loop, fleet, load);

    if (const Result<void> open = fleet.listen(options.ports); !open)
        return fail(open.error());
    for (const auto &endpoint : fleet.endpoints())
        say(fmt::format("listening {} {}", endpoint->serviceName(), toString(endpoint->address())));
    const Result<Address> controlAddress = control.listen(options.control);
    if (!controlAddress)
        return fail(controlAddress.error());
    say(fmt::format("control {}", toString(*controlAddress)));

    load.onFinished([&load, &loop, goesOn = options.services] {
        say(fmt::format("load {}", load.report().dump()));
        if (!goesOn)
            loop.stop();
    });
    load.apply(options.load);

    boost::asio::signal_set signals(loop, SIGINT, SIGTERM);
    signals.async_wait([&loop](boost::system::error_code, int) { loop.stop(); });
    loop.run();
    return 0;
}

} // namespace

int main(int argc, char **argv)
{
    std::signal(SIGPIPE, SIG_IGN);
    const Result<demo::Options> options = demo::readOptions({argv + 1, argv + argc});
    if (!options)
        return fail(options.error());
    if (options->help) {
        fmt::print("{}", demo::helpText());
        return 0;
    }
    if (options->version) {
        fmt::print("gatehouse-demo {}\n", Version);
        return 0;
    }
    return run(*options);
}
