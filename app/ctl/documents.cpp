#include "app/ctl/documents.h"

#include "core/model/environment.h"
#include "core/model/examine.h"
#include "core/model/files.h"

#include <fmt/format.h>

#include <algorithm>
#include <iostream>
#include <iterator>
#include <tuple>

namespace gatehouse::ctl {

namespace {

EnvironmentName environmentOf(const Arguments &arguments)
{
    return EnvironmentName(arguments.value("--env").value_or(std::string()));
}

/// Marks of the text hold for what merging an environment left alone.
Marks marksThatHold(const Marks &marks, const Tree &before, const Tree &after)
{
    Marks holding;
    for (const auto &[text, mark] : marks) {
        const Pointer pointer(text);
        if (after.contains(pointer) && before.contains(pointer)
            && (text.empty() || after.at(pointer) == before.at(pointer)))
            holding.emplace(text, mark);
    }
    return holding;
}

bool comesBefore(const Finding &a, const Finding &b)
{
    constexpr int Unknown = std::numeric_limits<int>::max();
    return std::tuple(a.line.value_or(Unknown), a.column.value_or(Unknown))
        < std::tuple(b.line.value_or(Unknown), b.column.value_or(Unknown));
}

} // namespace

Result<DocumentFile> readDocumentFile(const std::string &path)
{
    DocumentFile file{path, formatOfFile(path), {}, {}};
    if (path == "-") {
        file.text.assign(std::istreambuf_iterator<char>(std::cin), {});
    } else {
        Result<std::string> bytes = readFile(path);
        if (!bytes)
            return tl::unexpected(bytes.error());
        file.text = std::move(*bytes);
    }
    file.outcome = readDocument(file.text, file.format);
    return file;
}

Result<Document> documentIn(DocumentFile file, const Arguments &arguments)
{
    if (!file.outcome.document) {
        const Finding &first = file.outcome.findings.front();
        const std::string where = first.line
            ? fmt::format("{}:{}:{}", file.path, *first.line, first.column.value_or(1))
            : file.path;
        return failure(ErrorKind::InvalidInput, first.message, where,
                       first.fix.value_or("See gatehousectl validate"));
    }
    const EnvironmentName environment = environmentOf(arguments);
    if (environment.isEmpty())
        return std::move(*file.outcome.document);
    Result<Tree> merged = withEnvironment(file.outcome.document->tree, environment);
    if (!merged)
        return tl::unexpected(merged.error());
    ReadOutcome outcome = decodeTree(std::move(*merged));
    return std::move(*outcome.document);
}

Result<Findings> findingsOf(DocumentFile file, const Arguments &arguments)
{
    Findings findings = std::move(file.outcome.findings);
    const EnvironmentName environment = environmentOf(arguments);
    if (file.outcome.document && environment.isEmpty()) {
        const Findings meaning = examine(*file.outcome.document);
        findings.insert(findings.end(), meaning.begin(), meaning.end());
    } else if (file.outcome.document) {
        Result<Tree> merged = withEnvironment(file.outcome.document->tree, environment);
        if (!merged)
            return tl::unexpected(merged.error());
        ReadOutcome outcome = decodeTree(std::move(*merged));
        findings = std::move(outcome.findings);
        if (outcome.document) {
            outcome.document->marks = marksThatHold(file.outcome.document->marks, file.outcome.document->tree,
                                                    outcome.document->tree);
            const Findings meaning = examine(*outcome.document);
            findings.insert(findings.end(), meaning.begin(), meaning.end());
            findings = withMarks(std::move(findings), outcome.document->marks);
        }
    }
    std::stable_sort(findings.begin(), findings.end(), comesBefore);
    return findings;
}

} // namespace gatehouse::ctl
