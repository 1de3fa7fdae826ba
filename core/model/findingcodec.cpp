#include "core/model/findingcodec.h"

#include <array>

namespace gatehouse {

namespace {

template <class Value> Tree orNull(const std::optional<Value> &value)
{
    return value ? Tree(*value) : Tree(nullptr);
}

std::optional<Severity> severityOf(std::string_view text)
{
    for (const Severity severity : std::array{Severity::Error, Severity::Warning, Severity::Info}) {
        if (text == word(severity))
            return severity;
    }
    return std::nullopt;
}

std::optional<std::string> textAt(const Tree &object, const char *key)
{
    const auto found = object.find(key);
    if (found == object.end() || !found->is_string())
        return std::nullopt;
    return found->get<std::string>();
}

std::optional<int> numberAt(const Tree &object, const char *key)
{
    const auto found = object.find(key);
    if (found == object.end() || !found->is_number_integer())
        return std::nullopt;
    return found->get<int>();
}

std::optional<Finding> findingOf(const Tree &object)
{
    if (!object.is_object())
        return std::nullopt;
    const std::optional<std::string> code = textAt(object, "code");
    const std::optional<Severity> severity = severityOf(textAt(object, "severity").value_or(""));
    const std::optional<std::string> message = textAt(object, "message");
    if (!code || !severity || !message)
        return std::nullopt;
    return Finding{*code,
                   *severity,
                   textAt(object, "pointer").value_or(""),
                   *message,
                   textAt(object, "fix"),
                   numberAt(object, "line"),
                   numberAt(object, "column")};
}

} // namespace

Tree findingsTree(const Findings &findings)
{
    Tree list = Tree::array();
    for (const Finding &finding : findings) {
        Tree entry;
        entry["code"] = finding.code;
        entry["severity"] = word(finding.severity);
        entry["pointer"] = finding.pointer;
        entry["line"] = orNull(finding.line);
        entry["column"] = orNull(finding.column);
        entry["message"] = finding.message;
        entry["fix"] = orNull(finding.fix);
        list.push_back(std::move(entry));
    }
    Tree tree;
    tree["findings"] = std::move(list);
    return tree;
}

Result<Findings> findingsFromText(std::string_view json)
{
    const auto bad = [] {
        return failure(ErrorKind::InvalidInput, "this is no list of findings in the form of v1");
    };
    const Tree tree = Tree::parse(json, nullptr, false);
    if (!tree.is_object() || !tree.contains("findings") || !tree["findings"].is_array())
        return bad();
    Findings findings;
    for (const Tree &entry : tree["findings"]) {
        std::optional<Finding> finding = findingOf(entry);
        if (!finding)
            return bad();
        findings.push_back(std::move(*finding));
    }
    return findings;
}

} // namespace gatehouse
