#pragma once

#include "app/ctl/command.h"
#include "core/base/result.h"

#include <span>
#include <string>
#include <variant>

namespace gatehouse::ctl {

/// A command with what was said to it.
struct CommandCall
{
    const CommandSpec *command = nullptr;
    Arguments arguments;
};

/// Help for one command, or for the program where there is none.
struct HelpCall
{
    const CommandSpec *command = nullptr;
};

struct VersionCall
{
};

/// The source of the manual page, made from the table of commands; for packaging.
struct ManualCall
{
};

using Call = std::variant<CommandCall, HelpCall, VersionCall, ManualCall>;

/// Reads a command line, without the program's name. Options may stand anywhere behind the command;
/// `--name=value` and
/// `--name value` are the same; `--` ends them; what begins with `-` and a digit is no option. Errors:
/// InvalidInput, with the usage of the command in `remedy`.
[[nodiscard]] Result<Call> parseCommandLine(std::span<const std::string> words);

} // namespace gatehouse::ctl
