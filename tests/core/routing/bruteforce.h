#pragma once

#include "core/model/values.h"

#include <re2/re2.h>

#include <algorithm>
#include <map>
#include <memory>
#include <numeric>
#include <optional>
#include <set>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

/// The rules of "Which route wins" as the document's format states them, one route after the other and as
/// plainly as they can be written. Shares no code with core/routing.
namespace bruteforce {

struct Request
{
    std::string method;
    std::string host;
    std::string path; ///< normalised
    std::string query;
    std::vector<std::pair<std::string, std::string>> headers;
    std::size_t listener = 0;
};

struct Answer
{
    std::optional<std::size_t> route;
    std::vector<std::pair<std::string, std::string>> params;
    std::set<std::string> allowed; ///< not empty: 405

    bool operator==(const Answer &) const = default;
};

inline std::string lower(std::string text)
{
    for (char &c : text)
        c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
    return text;
}

inline std::vector<std::string> segmentsOf(const std::string &path)
{
    std::vector<std::string> segments(1);
    for (const char c : path.substr(1)) {
        if (c == '/')
            segments.emplace_back();
        else
            segments.back() += c;
    }
    return segments;
}

class Matcher
{
public:
    explicit Matcher(const gatehouse::Model &model)
        : m_model(model)
    {
        for (const gatehouse::Route &route : model.routes) {
            Prepared prepared;
            const auto &path = route.match.path;
            if (path.kind == gatehouse::PathKind::Regex)
                prepared.regex = std::make_unique<re2::RE2>(path.text);
            else
                prepared.segments = segmentsOf(path.text);
            for (const auto *conditions : {&route.match.headers, &route.match.query}) {
                for (const gatehouse::ValueMatch &condition : *conditions) {
                    if (condition.kind == gatehouse::ValueMatchKind::Regex)
                        m_regexes.try_emplace(condition.text, condition.text);
                }
            }
            for (const std::string &host : route.match.hosts)
                prepared.hosts.push_back(lower(host));
            m_prepared.push_back(std::move(prepared));
        }
        m_order.resize(model.routes.size());
        std::iota(m_order.begin(), m_order.end(), std::size_t{0});
        std::stable_sort(m_order.begin(), m_order.end(),
                         [this](std::size_t left, std::size_t right) { return ranksBefore(left, right); });
    }

    Answer operator()(const Request &request) const
    {
        Answer answer;
        int bestHost = -1;
        const std::string bareHost = lower(request.host.substr(0, request.host.find(':')));
        const std::vector<std::string> segments = segmentsOf(request.path);
        for (const std::size_t index : m_order) {
            const gatehouse::Route &route = m_model.routes[index];
            const int host = hostRank(index, bareHost);
            if (!route.enabled || host < 0 || !listens(route, request)
                || !pathFits(index, request.path, segments) || !valuesFit(route, request))
                continue;
            const auto &methods = route.match.methods;
            if (!methods.empty()
                && std::find(methods.begin(), methods.end(), request.method) == methods.end()) {
                answer.allowed.insert(methods.begin(), methods.end());
            } else if (host > bestHost) {
                bestHost = host;
                answer.route = index;
            }
        }
        if (answer.route) {
            answer.allowed.clear();
            answer.params = paramsOf(*answer.route, request.path);
        }
        return answer;
    }

private:
    struct Prepared
    {
        std::vector<std::string> hosts; ///< in lower case
        std::vector<std::string> segments;
        std::unique_ptr<re2::RE2> regex;
    };

    static bool isParameter(const std::string &segment) { return segment.starts_with('{'); }

    /// Rules 2 and 3; rule 1 depends on the request.
    bool ranksBefore(std::size_t left, std::size_t right) const
    {
        using gatehouse::PathKind;
        const auto &a = m_model.routes[left].match;
        const auto &b = m_model.routes[right].match;
        if (a.path.kind != b.path.kind)
            return a.path.kind < b.path.kind;
        if (a.path.kind == PathKind::Template) {
            const auto &x = m_prepared[left].segments;
            const auto &y = m_prepared[right].segments;
            for (std::size_t i = 0; i < x.size() && i < y.size(); ++i) {
                if (isParameter(x[i]) != isParameter(y[i]))
                    return isParameter(y[i]);
            }
            if (x.size() != y.size())
                return x.size() < y.size();
        }
        if (a.path.kind == PathKind::Regex)
            return left < right;
        if (a.path.kind == PathKind::Prefix && prefixSize(left) != prefixSize(right))
            return prefixSize(left) > prefixSize(right);
        if (a.methods.empty() != b.methods.empty())
            return b.methods.empty();
        if (a.headers.size() != b.headers.size())
            return a.headers.size() > b.headers.size();
        if (a.query.size() != b.query.size())
            return a.query.size() > b.query.size();
        return left < right;
    }

    /// In segments; a closing slash is none.
    std::size_t prefixSize(std::size_t index) const
    {
        const auto &segments = m_prepared[index].segments;
        return segments.back().empty() ? segments.size() - 1 : segments.size();
    }

    /// -1: does not fit. `host` is in lower case.
    int hostRank(std::size_t index, const std::string &host) const
    {
        if (m_prepared[index].hosts.empty())
            return 0;
        int rank = -1;
        for (const std::string &pattern : m_prepared[index].hosts) {
            if (pattern == host)
                rank = std::max(rank, 1'000'000);
            else if (pattern.starts_with("*.") && host.size() >= pattern.size()
                     && host.ends_with(pattern.substr(1)))
                rank = std::max(rank, static_cast<int>(pattern.size()));
        }
        return rank;
    }

    bool listens(const gatehouse::Route &route, const Request &request) const
    {
        return route.listeners.empty()
            || std::find(route.listeners.begin(), route.listeners.end(),
                         m_model.listeners[request.listener].name)
            != route.listeners.end();
    }

    bool pathFits(std::size_t index, const std::string &path, const std::vector<std::string> &segments) const
    {
        const Prepared &prepared = m_prepared[index];
        switch (m_model.routes[index].match.path.kind) {
        case gatehouse::PathKind::Exact:
            return path == m_model.routes[index].match.path.text;
        case gatehouse::PathKind::Template:
            if (segments.size() != prepared.segments.size())
                return false;
            for (std::size_t i = 0; i < segments.size(); ++i) {
                if (isParameter(prepared.segments[i]) ? segments[i].empty()
                                                      : segments[i] != prepared.segments[i])
                    return false;
            }
            return true;
        case gatehouse::PathKind::Regex:
            return re2::RE2::FullMatch(path, *prepared.regex);
        case gatehouse::PathKind::Prefix: {
            const std::size_t size = prefixSize(index);
            return segments.size() >= size
                && std::equal(segments.begin(), segments.begin() + static_cast<std::ptrdiff_t>(size),
                              prepared.segments.begin());
        }
        }
        return false;
    }

    static std::string decoded(const std::string &text)
    {
        std::string out;
        for (std::size_t i = 0; i < text.size(); ++i) {
            if (text[i] == '%') {
                out += static_cast<char>(std::stoi(text.substr(i + 1, 2), nullptr, 16));
                i += 2;
            } else {
                out += text[i] == '+' ? ' ' : text[i];
            }
        }
        return out;
    }

    bool valueFits(const gatehouse::ValueMatch &condition, const std::optional<std::string> &value) const
    {
        switch (condition.kind) {
        case gatehouse::ValueMatchKind::Exact:
            return value == condition.text;
        case gatehouse::ValueMatchKind::Prefix:
            return value && value->substr(0, condition.text.size()) == condition.text;
        case gatehouse::ValueMatchKind::Regex:
            return value && re2::RE2::FullMatch(*value, m_regexes.at(condition.text));
        case gatehouse::ValueMatchKind::Present:
            return value.has_value() == condition.present;
        }
        return false;
    }

    bool valuesFit(const gatehouse::Route &route, const Request &request) const
    {
        for (const gatehouse::ValueMatch &condition : route.match.headers) {
            std::optional<std::string> value;
            for (const auto &[name, each] : request.headers) {
                if (lower(name) == lower(condition.name))
                    value = value ? *value + ", " + each : each;
            }
            if (!valueFits(condition, value))
                return false;
        }
        for (const gatehouse::ValueMatch &condition : route.match.query) {
            std::optional<std::string> value;
            std::istringstream pairs(request.query);
            for (std::string pair; !value && std::getline(pairs, pair, '&');) {
                const std::size_t equals = pair.find('=');
                if (!pair.empty() && decoded(pair.substr(0, equals)) == condition.name)
                    value = equals == std::string::npos ? std::string() : decoded(pair.substr(equals + 1));
            }
            if (!valueFits(condition, value))
                return false;
        }
        return true;
    }

    std::vector<std::pair<std::string, std::string>> paramsOf(std::size_t index,
                                                              const std::string &path) const
    {
        std::vector<std::pair<std::string, std::string>> params;
        if (m_model.routes[index].match.path.kind != gatehouse::PathKind::Template)
            return params;
        const auto segments = segmentsOf(path);
        for (std::size_t i = 0; i < segments.size(); ++i) {
            const std::string &segment = m_prepared[index].segments[i];
            if (isParameter(segment))
                params.emplace_back(segment.substr(1, segment.size() - 2), segments[i]);
        }
        return params;
    }

    const gatehouse::Model &m_model;
    std::vector<Prepared> m_prepared;
    std::vector<std::size_t> m_order;
    std::map<std::string, re2::RE2> m_regexes;
};

} // namespace bruteforce
