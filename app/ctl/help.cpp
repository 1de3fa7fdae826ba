#include "app/ctl/help.h"

#include "core/base/version.h"

#include <fmt/format.h>

#include <algorithm>
#include <sstream>

namespace gatehouse::ctl {

namespace {

constexpr std::string_view Purpose = "Everything that Gatehouse does to a configuration, without a window.";
constexpr std::string_view Codes =
    "Exit status: 0 fine; 1 it could not be done; 2 differences (diff, plan) or findings of "
    "severity error (validate).";
constexpr std::size_t LineLength = 78;

/// The text in lines of at most LineLength, each with `indent` spaces before it.
std::string wrapped(std::string_view text, std::size_t indent)
{
    std::string result;
    std::string line(indent, ' ');
    std::istringstream words{std::string(text)};
    for (std::string word; words >> word;) {
        if (line.size() + word.size() + 1 > LineLength && line.size() > indent) {
            result += line + '\n';
            line.assign(indent, ' ');
        }
        line += (line.size() > indent ? " " : "") + word;
    }
    return result + line + '\n';
}

std::string shown(const OptionSpec &option)
{
    return option.value.empty() ? std::string(option.name) : fmt::format("{} {}", option.name, option.value);
}

std::string synopsis(const CommandSpec &command)
{
    std::string text(command.name);
    for (const ArgumentSpec &argument : command.arguments)
        text += argument.isOptional ? fmt::format(" [{}]", argument.name) : fmt::format(" {}", argument.name);
    for (const OptionSpec &option : command.options) {
        text += option.mustBeGiven ? fmt::format(" {}", shown(option)) : fmt::format(" [{}]", shown(option));
        text += option.repeats ? "…" : "";
    }
    return text + " [--json]";
}

/// For man(7): a backslash, a leading dot and hyphens mean something there.
std::string escaped(std::string_view text)
{
    std::string result;
    for (const char c : text) {
        if (c == '\\')
            result += "\\e";
        else if (c == '-')
            result += "\\-";
        else
            result += c;
    }
    return result.starts_with('.') || result.starts_with('\'') ? "\\&" + result : result;
}

std::string manualOption(const OptionSpec &option)
{
    const std::string value =
        option.value.empty() ? std::string() : fmt::format(" \\fI{}\\fR", escaped(option.value));
    return fmt::format(".TP\n\\fB{}\\fR{}\n{}\n", escaped(option.name), value, escaped(option.help));
}

std::string manualSection(const CommandSpec &command)
{
    std::string text = fmt::format(".SS {}\n.B gatehousectl\n{}\n.PP\n{}\n", escaped(command.name),
                                   escaped(synopsis(command)), escaped(command.description));
    for (const ArgumentSpec &argument : command.arguments)
        text += fmt::format(".TP\n\\fI{}\\fR\n{}\n", escaped(argument.name), escaped(argument.help));
    for (const OptionSpec &option : command.options)
        text += manualOption(option);
    for (const ExampleSpec &example : command.examples)
        text +=
            fmt::format(".PP\n{}\n.PP\n.RS\n{}\n.RE\n", escaped(example.explanation), escaped(example.line));
    return text;
}

} // namespace

std::string usageOf(const CommandSpec &command)
{
    return "Usage: gatehousectl " + synopsis(command);
}

std::string programHelp()
{
    std::string text =
        fmt::format("Usage: gatehousectl COMMAND [ARGUMENT…] [OPTION…]\n{}\n\nCommands:\n", Purpose);
    std::size_t longest = 0;
    for (const CommandSpec &command : commands())
        longest = std::max(longest, command.name.size());
    for (const CommandSpec &command : commands())
        text += fmt::format("  {:<{}}  {}\n", command.name, longest, command.summary);
    text += "\nSee gatehousectl COMMAND --help for one command, gatehousectl --version for the version.\n";
    return text + wrapped(Codes, 0);
}

std::string commandHelp(const CommandSpec &command)
{
    std::string text = usageOf(command) + "\n\n" + wrapped(command.description, 0) + '\n';
    std::vector<std::pair<std::string, std::string_view>> entries;
    for (const ArgumentSpec &argument : command.arguments)
        entries.emplace_back(argument.name, argument.help);
    for (const OptionSpec &option : command.options)
        entries.emplace_back(shown(option), option.help);
    for (const OptionSpec &option : commonOptions())
        entries.emplace_back(shown(option), option.help);
    std::size_t longest = 0;
    for (const auto &entry : entries)
        longest = std::max(longest, entry.first.size());
    for (const auto &[name, help] : entries) {
        std::string described = wrapped(help, longest + 4);
        described.replace(2, name.size(), name);
        text += described;
    }
    for (const ExampleSpec &example : command.examples)
        text += '\n' + wrapped(example.explanation, 0) + fmt::format("  {}\n", example.line);
    return text;
}

std::string manualPage()
{
    std::string text = fmt::format(
        ".TH GATEHOUSECTL 1 \"\" \"Gatehouse {}\" \"Gatehouse\"\n.SH NAME\ngatehousectl \\- check, "
        "explain, compare and publish configurations of API gateways\n.SH SYNOPSIS\n.B gatehousectl\n"
        "\\fICOMMAND\\fR [\\fIARGUMENT\\fR…] [\\fIOPTION\\fR…]\n.SH DESCRIPTION\n{}\n.SH COMMANDS\n",
        Version, escaped(Purpose));
    for (const CommandSpec &command : commands())
        text += manualSection(command);
    text += ".SH OPTIONS\nEvery command has these.\n";
    for (const OptionSpec &option : commonOptions())
        text += manualOption(option);
    text += ".TP\n\\fB\\-\\-version\\fR\nIn place of a command: prints the version.\n";
    return text + fmt::format(".SH \"EXIT STATUS\"\n{}\n", escaped(Codes))
        + ".SH \"SEE ALSO\"\n.BR gatehouse (1),\n.BR gatehouse\\-gateway (1)\n";
}

} // namespace gatehouse::ctl
