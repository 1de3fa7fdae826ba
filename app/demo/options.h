#pragma once

#include "app/demo/fleet.h"
#include "app/demo/loadgenerator.h"
#include "core/base/result.h"
#include "core/model/values.h"

#include <string>
#include <vector>

namespace gatehouse::demo {

/// The command line of gatehouse-demo.
struct Options
{
    bool help = false;
    bool version = false;
    bool services = true;
    FleetPorts ports; ///< empty where there are no services
    Address control;
    LoadSettings load;
    LoadIdentity identity;
};

/// Errors: InvalidInput, and what reading the secret's file gives.
[[nodiscard]] Result<Options> readOptions(std::vector<std::string> arguments);
/// What --help prints.
[[nodiscard]] std::string helpText();

} // namespace gatehouse::demo
