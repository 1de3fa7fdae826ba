#pragma once

#include "app/ctl/command.h"

/// The commands' functions, as the table in commands.cpp names them; each in a file of its own.
namespace gatehouse::ctl {

ExitCode runValidate(const Invocation &invocation);
ExitCode runFindings(const Invocation &invocation);
ExitCode runExplain(const Invocation &invocation);
ExitCode runDiff(const Invocation &invocation);
ExitCode runSet(const Invocation &invocation);
ExitCode runConvert(const Invocation &invocation);
ExitCode runHash(const Invocation &invocation);

} // namespace gatehouse::ctl
