#pragma once

#include "core/base/name.h"
#include "core/base/result.h"
#include "core/model/values.h"

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace gatehouse {

/// The command line of gatehouse-gateway, as model.md gives it.
struct GatewayOptions
{
    bool help = false;
    bool version = false;
    std::filesystem::path config; ///< empty: none
    std::string name = "gateway";
    std::map<ListenerName, Address> listen; ///< the empty name: the document's first listener
    std::optional<Address> admin;
    std::filesystem::path tokenFile;
    std::filesystem::path secretsDir;
    std::filesystem::path filesDir;
    std::filesystem::path stateDir;
    unsigned threads = 0; ///< 0: one a core
    bool reset = false;
};

/// Errors: InvalidInput; Unsupported for --admin-tls.
[[nodiscard]] Result<GatewayOptions> readGatewayOptions(std::vector<std::string> arguments);
/// What --help prints.
[[nodiscard]] std::string gatewayHelp();

} // namespace gatehouse
