#include "core/model/shadow.h"

#include "core/model/asciicase.h"
#include "core/model/condition.h"
#include "core/model/matchsyntax.h"
#include "core/model/regexshape.h"

#include <fmt/format.h>

#include <map>

namespace gatehouse {

namespace {

std::string sampleHost(const std::string &pattern)
{
    if (pattern.empty())
        return "shop.example";
    return pattern.starts_with("*.") ? "any" + pattern.substr(1) : pattern;
}

std::optional<std::string> samplePath(const PathMatch &path)
{
    switch (path.kind) {
    case PathKind::Exact:
    case PathKind::Prefix:
        return path.text;
    case PathKind::Template: {
        std::string sample;
        for (const TemplatePart &part : templateParts(path.text))
            sample += part.isParameter ? "/1" : "/" + std::string(part.text);
        return sample;
    }
    case PathKind::Regex:
        return regexSample(path.text);
    }
    return {};
}

/// A value that meets all conditions on one name; "" in the optional's place of absence is told by
/// `isAbsent`.
struct Sample
{
    bool isAbsent = false;
    std::string value;
};

std::optional<Sample> sampleValue(const std::vector<const ValueMatch *> &conditions)
{
    Sample sample;
    sample.value = "1";
    std::size_t longestPrefix = 0;
    for (const ValueMatch *condition : conditions) {
        switch (condition->kind) {
        case ValueMatchKind::Exact:
            sample.value = condition->text;
            longestPrefix = std::string::npos;
            break;
        case ValueMatchKind::Prefix:
            if (condition->text.size() > longestPrefix && longestPrefix != std::string::npos) {
                sample.value = condition->text;
                longestPrefix = condition->text.size();
            }
            break;
        case ValueMatchKind::Regex:
            if (longestPrefix == 0)
                sample.value = regexSample(condition->text).value_or(sample.value);
            break;
        case ValueMatchKind::Present:
            sample.isAbsent = !condition->present;
            break;
        }
    }
    for (const ValueMatch *condition : conditions) {
        const bool wantsAbsence = condition->kind == ValueMatchKind::Present && !condition->present;
        if (wantsAbsence != sample.isAbsent || (!sample.isAbsent && !meets(sample.value, *condition)))
            return {};
    }
    return sample;
}

using Values = std::vector<std::pair<std::string, std::string>>;

std::optional<Values> sampleValues(const std::vector<ValueMatch> &conditions, bool areHeaders)
{
    std::vector<std::string> names;
    std::map<std::string, std::vector<const ValueMatch *>> byName;
    for (const ValueMatch &condition : conditions) {
        auto &group = byName[areHeaders ? loweredAscii(condition.name) : condition.name];
        if (group.empty())
            names.push_back(condition.name);
        group.push_back(&condition);
    }
    Values values;
    for (const std::string &name : names) {
        const auto sample = sampleValue(byName[areHeaders ? loweredAscii(name) : name]);
        if (!sample)
            return {};
        if (!sample->isAbsent)
            values.emplace_back(name, sample->value);
    }
    return values;
}

/// For a query: everything but unreserved characters as %XX.
std::string escaped(const std::string &text)
{
    std::string result;
    for (const char c : text) {
        const bool isPlain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')
            || c == '-' || c == '.' || c == '_' || c == '~';
        result += isPlain ? std::string(1, c) : fmt::format("%{:02X}", static_cast<unsigned char>(c));
    }
    return result;
}

} // namespace

std::optional<WitnessRequest> witnessFor(const RouteMatch &match)
{
    const std::optional<std::string> path = samplePath(match.path);
    const std::optional<Values> headers = sampleValues(match.headers, true);
    const std::optional<Values> query = sampleValues(match.query, false);
    if (!path || !headers || !query)
        return {};
    WitnessRequest request;
    request.method = match.methods.empty() ? "GET" : match.methods.front();
    request.host = sampleHost(match.hosts.empty() ? std::string() : loweredAscii(match.hosts.front()));
    request.path = *path;
    for (std::size_t i = 0; i < query->size(); ++i)
        request.path += fmt::format("{}{}={}", i == 0 ? '?' : '&', escaped((*query)[i].first),
                                    escaped((*query)[i].second));
    request.headers = *headers;
    return request;
}

} // namespace gatehouse
