#include "app/gateway/gatewayprogram.h"
#include "app/gateway/options.h"
#include "core/base/version.h"

#include <fmt/format.h>

#include <csignal>

int main(int argc, char **argv)
{
    using namespace gatehouse;
    // A client that left, and a disk quota, are errors of one call and not the end of the program.
    std::signal(SIGPIPE, SIG_IGN);
    std::signal(SIGXFSZ, SIG_IGN);
    const Result<GatewayOptions> options = readGatewayOptions({argv + 1, argv + argc});
    if (!options)
        return complain(options.error());
    if (options->help) {
        fmt::print("{}", gatewayHelp());
        return 0;
    }
    if (options->version) {
        fmt::print("gatehouse-gateway {}\n", Version);
        return 0;
    }
    return runGateway(*options);
}
