#include "app/ctl/commands.h"
#include "app/ctl/documents.h"

namespace gatehouse::ctl {

ExitCode runHash(const Invocation &invocation)
{
    const auto hash = [&]() -> Result<std::string> {
        Result<DocumentFile> file = readDocumentFile(invocation.arguments.positional(0));
        if (!file)
            return tl::unexpected(file.error());
        const Result<Document> document = documentIn(std::move(*file), invocation.arguments);
        if (!document)
            return tl::unexpected(document.error());
        return documentHash(document->tree);
    }();
    if (!hash) {
        invocation.output.error(hash.error());
        return ExitCode::Failed;
    }
    if (invocation.output.isJson())
        invocation.output.json({{"hash", *hash}});
    else
        invocation.output.line(*hash);
    return ExitCode::Fine;
}

} // namespace gatehouse::ctl
