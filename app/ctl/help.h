#pragma once

#include "app/ctl/command.h"

#include <string>

namespace gatehouse::ctl {

/// "Usage: gatehousectl explain FILE --path PATH [--method METHOD] …"
[[nodiscard]] std::string usageOf(const CommandSpec &command);
/// All commands with their summaries.
[[nodiscard]] std::string programHelp();
[[nodiscard]] std::string commandHelp(const CommandSpec &command);
/// The manual page in man(7) macros.
[[nodiscard]] std::string manualPage();

} // namespace gatehouse::ctl
