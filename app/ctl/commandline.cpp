#include "app/ctl/commandline.h"

#include "app/ctl/help.h"

#include <fmt/format.h>

#include <algorithm>

namespace gatehouse::ctl {

namespace {

const OptionSpec *findOption(const CommandSpec &command, std::string_view name)
{
    const std::span<const OptionSpec> own(command.options);
    for (const std::span<const OptionSpec> options : {own, commonOptions()}) {
        for (const OptionSpec &option : options) {
            if (option.name == name)
                return &option;
        }
    }
    return nullptr;
}

auto wrongUsage(const CommandSpec &command, std::string message)
{
    return failure(ErrorKind::InvalidInput, std::move(message), {}, usageOf(command));
}

bool looksLikeOption(const std::string &word)
{
    return word.size() > 1 && word[0] == '-' && !(word[1] >= '0' && word[1] <= '9');
}

Result<void> readOption(const CommandSpec &command, std::span<const std::string> &words, Arguments &arguments)
{
    const std::string &word = words.front();
    words = words.subspan(1);
    const std::size_t equals = word.find('=');
    const std::string name = word.substr(0, equals);
    const OptionSpec *option = findOption(command, name);
    if (option == nullptr)
        return wrongUsage(command, fmt::format("{} has no option {}", command.name, name));
    if (arguments.has(name) && !option->repeats)
        return wrongUsage(command, fmt::format("{} is given twice", name));
    if (option->value.empty()) {
        if (equals != std::string::npos)
            return wrongUsage(command, fmt::format("{} takes no value", name));
        arguments.addOption(name, {});
        return {};
    }
    if (equals != std::string::npos) {
        arguments.addOption(name, word.substr(equals + 1));
        return {};
    }
    if (words.empty())
        return wrongUsage(command, fmt::format("{} needs a value, {}", name, option->value));
    arguments.addOption(name, words.front());
    words = words.subspan(1);
    return {};
}

Result<void> checkComplete(const CommandSpec &command, const Arguments &arguments)
{
    const auto needed = std::count_if(command.arguments.begin(), command.arguments.end(),
                                      [](const ArgumentSpec &argument) { return !argument.isOptional; });
    if (arguments.positionalCount() < static_cast<std::size_t>(needed))
        return wrongUsage(
            command,
            fmt::format("{} needs {}", command.name, command.arguments[arguments.positionalCount()].name));
    if (arguments.positionalCount() > command.arguments.size())
        return wrongUsage(command,
                          fmt::format("{} does not know what to do with '{}'", command.name,
                                      arguments.positional(command.arguments.size())));
    for (const OptionSpec &option : command.options) {
        if (option.mustBeGiven && !arguments.has(option.name))
            return wrongUsage(command,
                              fmt::format("{} needs {} {}", command.name, option.name, option.value));
    }
    return {};
}

Result<Call> readCommand(const CommandSpec &command, std::span<const std::string> words)
{
    CommandCall call{&command, {}};
    while (!words.empty()) {
        if (words.front() == "--") {
            for (const std::string &word : words.subspan(1))
                call.arguments.addPositional(word);
            break;
        }
        if (looksLikeOption(words.front())) {
            if (const auto read = readOption(command, words, call.arguments); !read)
                return tl::unexpected(read.error());
            continue;
        }
        call.arguments.addPositional(words.front());
        words = words.subspan(1);
    }
    if (call.arguments.has("--help"))
        return HelpCall{&command};
    if (const auto complete = checkComplete(command, call.arguments); !complete)
        return tl::unexpected(complete.error());
    return call;
}

} // namespace

Result<Call> parseCommandLine(std::span<const std::string> words)
{
    const auto unknown = [](const std::string &word) {
        return failure(ErrorKind::InvalidInput, fmt::format("There is no command '{}'", word), {},
                       "See gatehousectl --help");
    };
    if (words.empty())
        return failure(ErrorKind::InvalidInput, "No command is given", {}, "See gatehousectl --help");
    const std::string &first = words.front();
    if (first == "--version")
        return VersionCall{};
    if (first == "--manual")
        return ManualCall{};
    if (first == "--help" || (first == "help" && words.size() == 1))
        return HelpCall{};
    const bool asksForHelp = first == "help";
    const CommandSpec *command = findCommand(asksForHelp ? words[1] : first);
    if (command == nullptr)
        return unknown(asksForHelp ? words[1] : first);
    if (asksForHelp)
        return HelpCall{command};
    return readCommand(*command, words.subspan(1));
}

} // namespace gatehouse::ctl
