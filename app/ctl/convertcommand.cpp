#include "app/ctl/commands.h"
#include "app/ctl/documents.h"
#include "core/model/convert.h"

#include <fmt/format.h>

namespace gatehouse::ctl {

namespace {

Result<TextFormat> formatOf(const std::string &word)
{
    if (word == "json")
        return TextFormat::Json;
    if (word == "yaml")
        return TextFormat::Yaml;
    return failure(ErrorKind::InvalidInput, fmt::format("'{}' is no format", word), "--to",
                   "Use json or yaml");
}

} // namespace

ExitCode runConvert(const Invocation &invocation)
{
    const std::string format = invocation.arguments.value("--to").value_or(std::string());
    const auto text = [&]() -> Result<std::string> {
        const Result<TextFormat> wanted = formatOf(format);
        if (!wanted)
            return tl::unexpected(wanted.error());
        Result<DocumentFile> file = readDocumentFile(invocation.arguments.positional(0));
        if (!file)
            return tl::unexpected(file.error());
        const Result<Document> document = documentIn(std::move(*file), invocation.arguments);
        if (!document)
            return tl::unexpected(document.error());
        return toText(document->tree, *wanted);
    }();
    if (!text) {
        invocation.output.error(text.error());
        return ExitCode::Failed;
    }
    if (invocation.output.isJson())
        invocation.output.json({{"format", format}, {"text", *text}});
    else
        invocation.output.raw(*text);
    return ExitCode::Fine;
}

} // namespace gatehouse::ctl
