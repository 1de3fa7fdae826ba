#include "app/ctl/findingsoutput.h"

#include "core/model/objectkinds.h"
#include "core/model/objectplace.h"

#include <fmt/format.h>

#include <algorithm>

namespace gatehouse::ctl {

namespace {

std::size_t countOf(const Findings &findings, Severity severity)
{
    return static_cast<std::size_t>(
        std::count_if(findings.begin(), findings.end(),
                      [severity](const Finding &finding) { return finding.severity == severity; }));
}

/// A sentence begins with a capital and ends with one full stop.
std::string sentence(std::string text)
{
    if (!text.empty() && text.front() >= 'a' && text.front() <= 'z')
        text.front() = static_cast<char>(text.front() - 'a' + 'A');
    return text.ends_with('.') || text.empty() ? text : text + ".";
}

} // namespace

std::string lineOf(const Finding &finding, const std::string &file, const Tree *tree)
{
    std::string text = file + ":";
    if (finding.line)
        text += fmt::format("{}:{}:", *finding.line, finding.column.value_or(1));
    text += fmt::format(" {} {}", word(finding.severity), finding.code);
    const auto place = tree == nullptr ? std::nullopt : objectOf(finding.pointer, *tree);
    const ObjectKind *kind = place ? objectKind(place->kind) : nullptr;
    if (kind != nullptr && !place->name.empty())
        text += fmt::format(" ({} {})", kind->noun, place->name);
    if (!finding.pointer.empty())
        text += " " + finding.pointer;
    text += ": " + sentence(finding.message);
    if (finding.fix)
        text += " " + sentence(*finding.fix);
    return text;
}

std::string summaryOf(const Findings &findings)
{
    std::string text;
    const auto append = [&text](std::size_t count, std::string_view one, std::string_view many) {
        if (count > 0)
            text += (text.empty() ? "" : ", ") + counted(count, one, many);
    };
    append(countOf(findings, Severity::Error), "error", "errors");
    append(countOf(findings, Severity::Warning), "warning", "warnings");
    append(countOf(findings, Severity::Info), "note", "notes");
    return text.empty() ? "no findings" : text;
}

} // namespace gatehouse::ctl
