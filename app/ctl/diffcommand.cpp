#include "app/ctl/commands.h"
#include "app/ctl/diffoutput.h"
#include "app/ctl/documents.h"
#include "core/model/diff.h"

namespace gatehouse::ctl {

namespace {

Result<Tree> treeOf(const std::string &path, const Arguments &arguments)
{
    Result<DocumentFile> file = readDocumentFile(path);
    if (!file)
        return tl::unexpected(file.error());
    Result<Document> document = documentIn(std::move(*file), arguments);
    if (!document)
        return tl::unexpected(document.error());
    return std::move(document->tree);
}

} // namespace

ExitCode runDiff(const Invocation &invocation)
{
    const Result<Tree> before = treeOf(invocation.arguments.positional(0), invocation.arguments);
    const Result<Tree> after =
        before ? treeOf(invocation.arguments.positional(1), invocation.arguments) : before;
    if (!after) {
        invocation.output.error(after.error());
        return ExitCode::Failed;
    }
    const Diff diff = diffTrees(*before, *after);
    if (invocation.output.isJson())
        invocation.output.json(toTree(diff));
    else
        printDiff(invocation.output, diff);
    return diff.isEmpty() ? ExitCode::Fine : ExitCode::Different;
}

} // namespace gatehouse::ctl
