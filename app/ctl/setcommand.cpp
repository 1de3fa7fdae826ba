#include "app/ctl/commands.h"
#include "app/ctl/diffoutput.h"
#include "app/ctl/documents.h"
#include "app/ctl/findingsoutput.h"
#include "core/model/edit.h"
#include "core/model/files.h"
#include "core/model/objectplace.h"
#include "core/model/splice.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <tuple>

namespace gatehouse::ctl {

namespace {

/// JSON if it parses, else a text.
Tree valueOf(const std::string &word)
{
    Tree value = Tree::parse(word, nullptr, false);
    return value.is_discarded() ? Tree(word) : value;
}

Result<Edit> editOf(const Arguments &arguments)
{
    const std::string &pointer = arguments.positional(1);
    const bool removes = arguments.has("--remove");
    if (removes == (arguments.positionalCount() > 2))
        return failure(ErrorKind::InvalidInput,
                       removes ? "--remove takes no value" : "A value is needed, or --remove", {},
                       "See gatehousectl set --help");
    if (removes)
        return Edit{RemoveValue{pointer}};
    return Edit{SetValue{pointer, valueOf(arguments.positional(2))}};
}

/// Errors are the same where they say the same of the same object, wherever it stands now.
using ErrorKey = std::tuple<std::string, std::string, std::string, std::string>;

ErrorKey keyOf(const Finding &finding, const Tree &tree)
{
    const auto place = objectOf(finding.pointer, tree);
    return {finding.code, finding.message, place ? place->kind : std::string(),
            place ? place->name : std::string()};
}

Findings newErrors(const Findings &before, const Tree &treeBefore, const Findings &after,
                   const Tree &treeAfter)
{
    std::multiset<ErrorKey> known;
    for (const Finding &finding : before)
        known.insert(keyOf(finding, treeBefore));
    Findings fresh;
    for (const Finding &finding : after) {
        const auto found = known.find(keyOf(finding, treeAfter));
        if (found != known.end())
            known.erase(found);
        else if (finding.severity == Severity::Error)
            fresh.push_back(finding);
    }
    return fresh;
}

struct Change
{
    DocumentFile before;
    DocumentFile after;
};

Result<Change> changeOf(const Arguments &arguments)
{
    const Result<Edit> edit = editOf(arguments);
    if (!edit)
        return tl::unexpected(edit.error());
    Result<DocumentFile> file = readDocumentFile(arguments.positional(0));
    if (!file)
        return tl::unexpected(file.error());
    const Result<Document> document = documentIn(*file, {});
    if (!document)
        return tl::unexpected(document.error());
    Result<Tree> edited = applyEdits(document->tree, {*edit});
    if (!edited)
        return tl::unexpected(edited.error());
    Result<std::string> text = spliceText(file->text, file->format, *edited);
    if (!text)
        return tl::unexpected(text.error());
    Change change{std::move(*file), {}};
    change.after = {change.before.path, change.before.format, std::move(*text), {}};
    change.after.outcome = readDocument(change.after.text, change.after.format);
    return change;
}

/// What keeps the change from being written, told on the way.
bool isRefused(Output &output, const Change &change)
{
    const Result<Findings> before = findingsOf(change.before, {});
    const Result<Findings> after = findingsOf(change.after, {});
    if (!change.after.outcome.document || !before || !after)
        return true;
    const Tree &tree = change.after.outcome.document->tree;
    const Findings fresh = newErrors(*before, change.before.outcome.document->tree, *after, tree);
    if (fresh.empty())
        return false;
    for (const Finding &finding : fresh)
        output.note(lineOf(finding, change.before.path, &tree));
    output.error({ErrorKind::Refused,
                  "Nothing was changed: the document would have " + summaryOf(fresh),
                  change.before.path,
                  "Make the change and what it needs in an order that keeps the document right",
                  {}});
    return true;
}

} // namespace

ExitCode runSet(const Invocation &invocation)
{
    Output &output = invocation.output;
    const Result<Change> change = changeOf(invocation.arguments);
    if (!change) {
        output.error(change.error());
        return ExitCode::Failed;
    }
    if (isRefused(output, *change))
        return ExitCode::Failed;
    const bool changes = change->after.text != change->before.text;
    const auto saved = changes ? saveFileAtomically(change->before.path, change->after.text) : Result<void>();
    if (!saved) {
        output.error(saved.error());
        return ExitCode::Failed;
    }
    const Diff diff = diffTrees(change->before.outcome.document->tree, change->after.outcome.document->tree);
    if (output.isJson())
        output.json({{"changed", changes}, {"diff", toTree(diff)}});
    else
        printDiff(output, diff);
    return ExitCode::Fine;
}

} // namespace gatehouse::ctl
