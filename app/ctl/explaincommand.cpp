#include "app/ctl/commands.h"
#include "app/ctl/documents.h"
#include "core/routing/explain.h"
#include "core/routing/explainjson.h"

#include <fmt/format.h>

namespace gatehouse::ctl {

namespace {

/// `K: V` as a client would send it. Errors: InvalidInput.
Result<std::pair<std::string, std::string>> readHeader(const std::string &text)
{
    const std::size_t colon = text.find(':');
    if (colon == std::string::npos || colon == 0)
        return failure(ErrorKind::InvalidInput, fmt::format("'{}' is no header", text), "--header",
                       "Write it as in 'X-Preview: yes'");
    const std::size_t begin = text.find_first_not_of(" \t", colon + 1);
    const std::size_t end = text.find_last_not_of(" \t");
    const std::string value =
        begin == std::string::npos ? std::string() : text.substr(begin, end - begin + 1);
    return std::pair(text.substr(0, colon), value);
}

Result<ExplainRequest> requestOf(const Arguments &arguments)
{
    ExplainRequest request;
    request.method = arguments.value("--method").value_or("GET");
    request.target = arguments.value("--path").value_or("/");
    request.host = arguments.value("--host").value_or(std::string());
    if (const auto listener = arguments.value("--listener"))
        request.listener = ListenerName(*listener);
    for (const std::string &text : arguments.values("--header")) {
        auto header = readHeader(text);
        if (!header)
            return tl::unexpected(header.error());
        request.headers.push_back(std::move(*header));
    }
    return request;
}

std::string answerOf(const Explanation &explanation)
{
    if (!explanation.index)
        return fmt::format("No route: the gateway answers {}", explanation.status.value_or(404));
    std::string text = explanation.route.str();
    if (explanation.status)
        return text + fmt::format(": the gateway answers {} itself", *explanation.status);
    for (std::size_t i = 0; i < explanation.to.size(); ++i)
        text += fmt::format("{}{}", i == 0 ? " to " : ", ", explanation.to[i].service.str())
            + (explanation.to.size() > 1 ? fmt::format(" (weight {})", explanation.to[i].weight) : "");
    return text;
}

void print(Output &output, const Explanation &explanation)
{
    output.line(answerOf(explanation));
    if (explanation.fault != PathFault::None)
        output.line(fmt::format("  the path is refused: {}", word(explanation.fault)));
    if (explanation.upstreamPath)
        output.line(fmt::format("  path upstream {}", *explanation.upstreamPath));
    for (const auto &[name, value] : explanation.params)
        output.line(fmt::format("  {} = {}", name, value));
    if (!explanation.allowed.empty())
        output.line(fmt::format("  allowed: {}", fmt::join(explanation.allowed, ", ")));
    if (explanation.candidates.empty())
        return;
    output.line("\nWhy the others lost:");
    std::vector<std::vector<std::string>> rows;
    for (const ExplainedCandidate &candidate : explanation.candidates)
        rows.push_back({candidate.route.str(), word(candidate.reason), candidate.detail});
    output.table(rows, "  ");
}

} // namespace

ExitCode runExplain(const Invocation &invocation)
{
    const auto explained = [&]() -> Result<Explanation> {
        Result<DocumentFile> file = readDocumentFile(invocation.arguments.positional(0));
        if (!file)
            return tl::unexpected(file.error());
        const Result<ExplainRequest> request = requestOf(invocation.arguments);
        if (!request)
            return tl::unexpected(request.error());
        const Result<Document> document = documentIn(std::move(*file), invocation.arguments);
        if (!document)
            return tl::unexpected(document.error());
        return explain(document->model, *request);
    }();
    if (!explained) {
        invocation.output.error(explained.error());
        return ExitCode::Failed;
    }
    if (invocation.output.isJson())
        invocation.output.json(toJson(*explained));
    else
        print(invocation.output, *explained);
    return ExitCode::Fine;
}

} // namespace gatehouse::ctl
