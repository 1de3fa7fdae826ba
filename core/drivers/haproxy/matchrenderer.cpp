#include "core/drivers/haproxy/matchrenderer.h"

#include "core/drivers/haproxy/answers.h"
#include "core/drivers/haproxy/quoting.h"
#include "core/drivers/haproxy/regexdialect.h"
#include "core/routing/hostname.h"
#include "core/routing/pathtemplate.h"

#include <set>

namespace gatehouse::haproxy {

namespace {

constexpr std::string_view HostVariable = "txn.gh_host";

/// An expression is one word: `var(txn.a),regsub("x","",g)`.
std::string call(std::string_view function, std::string_view argument)
{
    return fmt::format("{}({})", function, quoteArgument(argument));
}

std::string replaceAll(std::string_view regex, std::string_view with)
{
    return fmt::format("regsub({},{},g)", quoteArgument(regex), quoteArgument(with));
}

std::string replaceOnce(std::string_view regex, std::string_view with)
{
    return fmt::format("regsub({},{})", quoteArgument(regex), quoteArgument(with));
}

void writeNormalisation(ProxySection &section, EncodedSlashes slashes)
{
    section.comment(
        "what is malformed is refused, the path is brought into normal form, the query stays as it is");
    std::string malformed = R"(%(?![0-9A-Fa-f]{2})|%00|[\x00-\x20\x7f\\#])";
    if (slashes == EncodedSlashes::Refuse)
        malformed += "|%2[Ff]|%5[Cc]";
    const std::string bad = section.condition("malformed", "path -m reg", {malformed});
    const std::string absolute = section.condition("absolute", "path -m beg", {"/"});
    const std::string refusal =
        answerLine(400, "bad_request", "The path of the request is malformed.", {}, Routed::No);
    section.line("http-request return {} if {}", refusal, bad);
    section.line("http-request return {} if !{}", refusal, absolute);
    const std::string hasQuery = section.condition("query", "var(txn.gh_query) -m found");
    section.line("http-request set-var(txn.gh_query) query");
    section.line("http-request normalize-uri percent-to-uppercase");
    section.line("http-request normalize-uri percent-decode-unreserved");
    section.line("http-request normalize-uri path-merge-slashes");
    section.line("http-request normalize-uri path-strip-dot");
    section.line("http-request normalize-uri path-strip-dotdot");
    section.line("http-request set-query %[var(txn.gh_query)] if {}", hasQuery);
    const std::string above = section.condition("above", "path -m beg", {"/../"});
    section.line("http-request return {} if {}", refusal, above);
}

/// One line of a name is taken as it is. Of several, all header lines but these are cut from the head, then
/// what is between the values.
void writeHeaderValue(ProxySection &section, const std::string &name, const std::string &variable)
{
    section.line("http-request set-var({}) {}", variable, quoteWord(call("req.fhdr", name)));
    const std::string several = section.condition("several", quoteWord(call("req.fhdr_cnt", name)) + " gt 1");
    section.line("http-request set-var-fmt({}) {} if {}", variable, quoteWord("\r\n%[req.hdrs]"), several);
    const std::string line = escapeRegex(name) + ": *";
    const std::string joined = fmt::format(
        "var({}),{},{},{},{}", variable,
        replaceAll("\\r\\n(?!" + escapeRegex(name) + ":)[^\\r]*(?=\\r\\n)", ""),
        replaceOnce("^\\r\\n" + line, ""), replaceAll("\\r\\n" + line, ", "), replaceOnce("[\\r\\n]+$", ""));
    section.line("http-request set-var({}) {} if {}", variable, quoteWord(joined), several);
}

/// A name in a query, each character as itself or percent-encoded.
std::string encodedName(std::string_view name)
{
    std::string regex;
    for (const char c : name) {
        std::string hex;
        for (const char digit : fmt::format("{:02X}", static_cast<unsigned char>(c)))
            hex += digit > '9' ? fmt::format("[{}{}]", digit, static_cast<char>(digit - 'A' + 'a'))
                               : std::string(1, digit);
        if (c == ' ')
            regex += "(?:\\+|%" + hex + ")";
        else if (c == '&' || c == '=' || c == '+')
            regex += '%' + hex;
        else if (c == '%')
            regex += "(?:%(?![0-9A-Fa-f]{2})|%" + hex + ")";
        else
            regex += "(?:" + escapeRegex(std::string_view(&c, 1)) + "|%" + hex + ")";
    }
    return regex;
}

void writeQueryValue(ProxySection &section, const std::string &name, const std::string &variable)
{
    const std::string parameter = encodedName(name);
    const std::string present =
        section.condition("asked", "query -m reg", {"(?:^|&)" + parameter + "(?:[=&]|$)"});
    const std::string first =
        "^(?:(?!" + parameter + "(?:[=&]|$))[^&]*&)*" + parameter + "(?:=([^&]*))?(?:&.*)?$";
    const std::string decoded = fmt::format("query,{},{},url_dec(1)", replaceOnce(first, "\\1"),
                                            replaceAll("%(?![0-9a-fA-F]{2})", "%25"));
    section.line("http-request set-var({}) {} if {}", variable, quoteWord(decoded), present);
}

std::vector<std::string> pathConditions(ProxySection &section, const PathMatch &path)
{
    switch (path.kind) {
    case PathKind::Exact:
        return {section.condition("path", "path -m str", {path.text})};
    case PathKind::Template: {
        std::string regex = "^";
        if (const auto segments = parseTemplate(path.text)) {
            for (const TemplateSegment &segment : *segments)
                regex += '/' + (segment.isParameter ? std::string("[^/]+") : escapeRegex(segment.text));
        }
        return {section.condition("path", "path -m reg", {regex + "\\z"})};
    }
    case PathKind::Regex:
        return {section.condition("path", "path -m reg", {anchoredRegex(path.text)})};
    case PathKind::Prefix: {
        const std::string prefix(trimPrefix(path.text));
        if (prefix.empty())
            return {};
        return {section.condition("path", {{"path -m str", {prefix}}, {"path -m beg", {prefix + '/'}}})};
    }
    }
    return {};
}

std::string hostCondition(ProxySection &section, const std::string &host)
{
    if (host.starts_with("*."))
        return section.condition("host", fmt::format("var({}) -m reg", HostVariable),
                                 {"." + escapeRegex(std::string_view(host).substr(1)) + "\\z"});
    return section.condition("host", fmt::format("var({}) -m str", HostVariable), {host});
}

std::string valueCondition(ProxySection &section, const ValueMatch &match, const std::string &variable)
{
    const std::string value = fmt::format("var({})", variable);
    switch (match.kind) {
    case ValueMatchKind::Exact:
        // An empty pattern matches nothing in HAProxy.
        if (match.text.empty())
            return section.condition("value", value + " -m len 0");
        return section.condition("value", value + " -m str", {match.text});
    case ValueMatchKind::Prefix:
        if (match.text.empty())
            return section.condition("value", value + " -m found");
        return section.condition("value", value + " -m beg", {match.text});
    case ValueMatchKind::Regex:
        return section.condition("value", value + " -m reg", {anchoredRegex(match.text)});
    case ValueMatchKind::Present:
        return (match.present ? "" : "!") + section.condition("value", value + " -m found");
    }
    return {};
}

void describeRegex(ObjectLedger &ledger, const std::string &pointer, const std::string &native,
                   std::string_view regex)
{
    std::vector<FidelityDelta> deltas = regexDeltas(regex);
    if (deltas.empty())
        ledger.exact(pointer, native);
    else
        ledger.approximate(pointer, native,
                           "HAProxy matches with PCRE2, the document's expressions are RE2's.",
                           std::move(deltas));
}

void describeValues(ObjectLedger &ledger, const std::string &pointer, const std::vector<ValueMatch> &values)
{
    for (std::size_t i = 0; i < values.size(); ++i) {
        const std::string item = fmt::format("{}/{}", pointer, i);
        ledger.exact(item, "acl");
        if (values[i].kind == ValueMatchKind::Regex)
            describeRegex(ledger, item + "/regex", "-m reg", values[i].text);
    }
}

} // namespace

ValueTable::ValueTable(const Model &model)
{
    for (const Route &route : model.routes) {
        for (const ValueMatch &match : route.match.headers)
            m_headers.try_emplace(lowerCase(match.name), m_headers.size() + 1);
        for (const ValueMatch &match : route.match.query)
            m_query.try_emplace(match.name, m_query.size() + 1);
    }
}

std::string ValueTable::headerVariable(std::string_view name) const
{
    return fmt::format("txn.gh_h{}", m_headers.at(lowerCase(name)));
}

std::string ValueTable::queryVariable(std::string_view name) const
{
    return fmt::format("txn.gh_q{}", m_query.at(std::string(name)));
}

void writeRequestValues(ProxySection &section, const Model &model, const std::vector<RankedMatch> &matches,
                        const ValueTable &values, EncodedSlashes slashes)
{
    writeNormalisation(section, slashes);
    std::set<std::string> headers;
    std::set<std::string> query;
    bool hosts = false;
    for (const RankedMatch &match : matches) {
        hosts = hosts || match.host;
        for (const ValueMatch &header : model.routes[match.route].match.headers)
            headers.insert(lowerCase(header.name));
        for (const ValueMatch &parameter : model.routes[match.route].match.query)
            query.insert(parameter.name);
    }
    if (hosts)
        section.line("http-request set-var({}) req.fhdr(host),host_only,lower", HostVariable);
    for (const std::string &name : headers)
        writeHeaderValue(section, name, values.headerVariable(name));
    for (const std::string &name : query)
        writeQueryValue(section, name, values.queryVariable(name));
}

std::vector<std::string> matchConditions(ProxySection &section, const Route &route, const RankedMatch &match,
                                         const ValueTable &values, bool withMethod)
{
    std::vector<std::string> conditions;
    if (match.host)
        conditions.push_back(hostCondition(section, *match.host));
    for (std::string &condition : pathConditions(section, route.match.path))
        conditions.push_back(std::move(condition));
    if (withMethod && !route.match.methods.empty())
        conditions.push_back(section.condition("method", "method", route.match.methods));
    for (const ValueMatch &header : route.match.headers)
        conditions.push_back(valueCondition(section, header, values.headerVariable(header.name)));
    for (const ValueMatch &parameter : route.match.query)
        conditions.push_back(valueCondition(section, parameter, values.queryVariable(parameter.name)));
    return conditions;
}

void describeMatch(const Route &route, ObjectLedger &ledger)
{
    ledger.exact("/match", "acl, http-request set-var(txn.gh_route)");
    ledger.exact("/match/hosts", "req.fhdr(host),host_only,lower");
    ledger.exact("/match/methods", "method");
    switch (route.match.path.kind) {
    case PathKind::Exact:
        ledger.exact("/match/path", "path -m str");
        break;
    case PathKind::Template:
        ledger.exact("/match/path", "path -m reg");
        break;
    case PathKind::Prefix:
        ledger.exact("/match/path", "path -m str or path -m beg");
        break;
    case PathKind::Regex:
        describeRegex(ledger, "/match/path/regex", "path -m reg", route.match.path.text);
        break;
    }
    describeValues(ledger, "/match/headers", route.match.headers);
    describeValues(ledger, "/match/query", route.match.query);
}

} // namespace gatehouse::haproxy
