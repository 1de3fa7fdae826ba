#pragma once

#include "app/ctl/arguments.h"
#include "app/ctl/exitcode.h"
#include "app/ctl/output.h"

#include <memory>
#include <span>
#include <string_view>
#include <vector>

namespace gatehouse::ctl {

class Task;

/// What a command gets: its arguments, and where its answer goes.
struct Invocation
{
    const Arguments &arguments;
    Output &output;
};

/// A word behind the command. Those that must be given come first.
struct ArgumentSpec
{
    std::string_view name; ///< as shown: "FILE"
    std::string_view help;
    bool isOptional = false;
};

struct OptionSpec
{
    std::string_view name; ///< "--method"
    std::string_view value; ///< "METHOD"; empty for a switch
    std::string_view help;
    bool repeats = false;
    bool mustBeGiven = false;
};

struct ExampleSpec
{
    std::string_view line;
    std::string_view explanation;
};

/// One command. The table of all of them makes the parser, the help texts and the manual page.
struct CommandSpec
{
    std::string_view name;
    std::string_view summary; ///< a phrase, as in a list
    std::string_view description; ///< sentences
    std::vector<ArgumentSpec> arguments;
    std::vector<OptionSpec> options; ///< besides those of every command
    std::vector<ExampleSpec> examples;
    /// One of the two: a command that is done when it returns, or one that waits for gateways.
    ExitCode (*now)(const Invocation &invocation) = nullptr;
    std::unique_ptr<Task> (*later)(const Invocation &invocation) = nullptr;
};

/// All commands, in the order in which help lists them.
[[nodiscard]] std::span<const CommandSpec> commands();
/// The command of that name, or nullptr.
[[nodiscard]] const CommandSpec *findCommand(std::string_view name);
/// Options that every command has: --json, --help.
[[nodiscard]] std::span<const OptionSpec> commonOptions();

} // namespace gatehouse::ctl
