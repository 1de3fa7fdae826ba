#pragma once

#include "app/ctl/exitcode.h"

#include <ostream>
#include <string>
#include <vector>

namespace gatehouse::ctl {

/// Runs one command line (without the program's name) and returns when it is done. Commands that wait for
/// gateways need a QCoreApplication, which must not be running yet.
ExitCode runProgram(const std::vector<std::string> &words, std::ostream &out, std::ostream &err);

} // namespace gatehouse::ctl
