#include "app/ctl/program.h"

#include "app/ctl/commandline.h"
#include "app/ctl/help.h"
#include "core/base/version.h"

#include <algorithm>

namespace gatehouse::ctl {

namespace {

ExitCode run(const CommandCall &call, std::ostream &out, std::ostream &err)
{
    Output output(out, err, call.arguments.has("--json"));
    return call.command->now({call.arguments, output});
}

} // namespace

ExitCode runProgram(const std::vector<std::string> &words, std::ostream &out, std::ostream &err)
{
    const Result<Call> call = parseCommandLine(words);
    if (!call) {
        const bool json = std::find(words.begin(), words.end(), "--json") != words.end();
        Output(out, err, json).error(call.error());
        return ExitCode::Failed;
    }
    if (const auto *help = std::get_if<HelpCall>(&*call))
        out << (help->command == nullptr ? programHelp() : commandHelp(*help->command));
    else if (std::holds_alternative<VersionCall>(*call))
        out << "gatehousectl " << Version << '\n';
    else if (std::holds_alternative<ManualCall>(*call))
        out << manualPage();
    else
        return run(std::get<CommandCall>(*call), out, err);
    return ExitCode::Fine;
}

} // namespace gatehouse::ctl
