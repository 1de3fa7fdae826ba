#include "core/model/asciicase.h"
#include "core/model/condition.h"
#include "core/model/examination.h"
#include "core/model/matchsyntax.h"
#include "core/model/pointertext.h"

#include <fmt/format.h>
#include <re2/re2.h>

#include <algorithm>
#include <map>

namespace gatehouse {

namespace {

std::optional<std::string> regexProblem(const std::string &regex)
{
    re2::RE2::Options options;
    options.set_log_errors(false);
    const re2::RE2 compiled(regex, options);
    if (compiled.ok())
        return {};
    return fmt::format("'{}' is no regular expression of RE2: {}", regex, compiled.error());
}

void examineConditions(Examination &examination, const std::string &pointer,
                       const std::vector<ValueMatch> &conditions, bool areHeaders)
{
    std::map<std::string, std::vector<const ValueMatch *>> byName;
    for (std::size_t k = 0; k < conditions.size(); ++k) {
        const ValueMatch &condition = conditions[k];
        const std::string at = pointer + "/" + std::to_string(k);
        if (condition.kind == ValueMatchKind::Regex) {
            if (const auto problem = regexProblem(condition.text)) {
                examination.add(code::BadRegex, at + "/regex", *problem,
                                "See https://github.com/google/re2/wiki/Syntax");
                continue;
            }
        }
        auto &others = byName[areHeaders ? loweredAscii(condition.name) : condition.name];
        const bool clashes = std::any_of(others.begin(), others.end(), [&condition](const ValueMatch *other) {
            return contradict(*other, condition);
        });
        if (clashes)
            examination.add(code::Contradiction, at,
                            fmt::format("No request meets both conditions on {}: the route never matches",
                                        condition.name),
                            "Keep one of them");
        others.push_back(&condition);
    }
}

/// Whether a listener on which the route is offered keeps encoded slashes.
bool keepsEncodedSlashes(const Examination &examination, const Route &route)
{
    const auto keeps = [](const Listener &listener) {
        return listener.encodedSlashes == EncodedSlashes::Keep;
    };
    const std::vector<Listener> &listeners = examination.model().listeners;
    if (route.listeners.empty())
        return std::any_of(listeners.begin(), listeners.end(), keeps);
    return std::any_of(route.listeners.begin(), route.listeners.end(), [&](const ListenerName &name) {
        return examination.listeners.contains(name.view())
            && keeps(listeners[examination.listeners.at(name.view())]);
    });
}

void examinePath(Examination &examination, std::size_t index, const Route &route)
{
    const PathMatch &path = route.match.path;
    const std::string pointer = pointerTo("routes", index, "match", "path");
    const auto report = [&](const char *code, const char *field,
                            const std::optional<SyntaxProblem> &problem) {
        if (problem)
            examination.add(code, pointer + field, problem->message, problem->fix);
        return problem.has_value();
    };
    switch (path.kind) {
    case PathKind::Exact:
        report(code::UnreachablePath, "/exact",
               literalPathProblem(path.text, keepsEncodedSlashes(examination, route)));
        return;
    case PathKind::Prefix:
        report(code::UnreachablePath, "/prefix",
               literalPathProblem(path.text, keepsEncodedSlashes(examination, route)));
        return;
    case PathKind::Template:
        if (!report(code::BadTemplate, "/template", templateProblem(path.text)))
            report(code::UnreachablePath, "/template",
                   literalPathProblem(path.text, keepsEncodedSlashes(examination, route)));
        return;
    case PathKind::Regex:
        if (const auto problem = regexProblem(path.text))
            examination.add(code::BadRegex, pointer + "/regex", *problem,
                            "See https://github.com/google/re2/wiki/Syntax");
        return;
    }
}

void examineMatch(Examination &examination, std::size_t index, const Route &route)
{
    const RouteMatch &match = route.match;
    for (std::size_t k = 0; k < match.hosts.size(); ++k) {
        if (const auto problem = hostPatternProblem(match.hosts[k]))
            examination.add(code::BadHost, pointerTo("routes", index, "match", "hosts", k), problem->message,
                            problem->fix);
    }
    for (std::size_t k = 0; k < match.methods.size(); ++k) {
        std::string upper = match.methods[k];
        std::transform(upper.begin(), upper.end(), upper.begin(),
                       [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; });
        if (upper != match.methods[k])
            examination.add(
                code::MethodCase, pointerTo("routes", index, "match", "methods", k),
                fmt::format("Methods are compared by case, and none is called {}", match.methods[k]),
                fmt::format("Write {}", upper));
    }
    examinePath(examination, index, route);
    examineConditions(examination, pointerTo("routes", index, "match", "headers"), match.headers, true);
    examineConditions(examination, pointerTo("routes", index, "match", "query"), match.query, false);
}

} // namespace

void examineMatches(Examination &examination)
{
    const std::vector<Route> &routes = examination.model().routes;
    for (std::size_t i = 0; i < routes.size(); ++i)
        examineMatch(examination, i, routes[i]);
}

} // namespace gatehouse
