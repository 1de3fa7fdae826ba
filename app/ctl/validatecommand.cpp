#include "app/ctl/commands.h"
#include "app/ctl/documents.h"
#include "app/ctl/findingsoutput.h"
#include "core/model/findingcodec.h"
#include "core/model/findingtable.h"

#include <fmt/format.h>

namespace gatehouse::ctl {

namespace {

ExitCode failed(const Invocation &invocation, const Error &error)
{
    invocation.output.error(error);
    return ExitCode::Failed;
}

Tree toTree(const FindingEntry &entry)
{
    return {{"code", entry.code},     {"severity", word(entry.severity)},
            {"title", entry.title},   {"explanation", entry.explanation},
            {"remedy", entry.remedy}, {"example", entry.example},
            {"mended", entry.mended}};
}

void printText(Output &output, std::string_view title, std::string_view text)
{
    output.line(title);
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        output.line(fmt::format("  {}", text.substr(0, end)));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
}

} // namespace

ExitCode runValidate(const Invocation &invocation)
{
    Result<DocumentFile> file = readDocumentFile(invocation.arguments.positional(0));
    if (!file)
        return failed(invocation, file.error());
    const std::string path = file->path;
    const Tree tree = file->outcome.document ? file->outcome.document->tree : Tree();
    const Result<Findings> findings = findingsOf(std::move(*file), invocation.arguments);
    if (!findings)
        return failed(invocation, findings.error());
    if (invocation.output.isJson()) {
        invocation.output.json(findingsTree(*findings));
    } else {
        for (const Finding &finding : *findings)
            invocation.output.line(lineOf(finding, path, &tree));
        invocation.output.line(fmt::format("{}: {}", path, summaryOf(*findings)));
    }
    return hasErrors(*findings) ? ExitCode::Different : ExitCode::Fine;
}

ExitCode runFindings(const Invocation &invocation)
{
    Output &output = invocation.output;
    if (invocation.arguments.positionalCount() == 0) {
        Tree list = Tree::array();
        std::vector<std::vector<std::string>> rows;
        for (const FindingEntry &entry : findingTable()) {
            list.push_back(toTree(entry));
            rows.push_back({std::string(entry.code), word(entry.severity), std::string(entry.title)});
        }
        if (output.isJson())
            output.json({{"findings", std::move(list)}});
        else
            output.table(rows);
        return ExitCode::Fine;
    }
    const std::string &code = invocation.arguments.positional(0);
    const FindingEntry *entry = findFindingEntry(code);
    if (entry == nullptr)
        return failed(invocation,
                      {ErrorKind::NotFound,
                       fmt::format("There is no finding {}", code),
                       {},
                       "See gatehousectl findings for all of them",
                       {}});
    if (output.isJson()) {
        output.json(toTree(*entry));
        return ExitCode::Fine;
    }
    output.line(fmt::format("{} {}: {}", entry->code, word(entry->severity), entry->title));
    output.line(entry->explanation);
    output.line(entry->remedy);
    printText(output, "\nFound in:", entry->example);
    printText(output, "\nNot in:", entry->mended);
    return ExitCode::Fine;
}

} // namespace gatehouse::ctl
