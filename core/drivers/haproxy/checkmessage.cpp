#include "core/drivers/haproxy/checkmessage.h"

#include "core/drivers/haproxy/nativestate.h"
#include "core/drivers/haproxy/nativetext.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <vector>

namespace gatehouse::haproxy {

namespace {

std::vector<std::string_view> linesOf(std::string_view text)
{
    std::vector<std::string_view> lines;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        lines.push_back(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return lines;
}

/// The route of `set-var(txn.gh_route) "str(\"NAME\")"`.
std::string selectedRoute(std::string_view line)
{
    constexpr std::string_view Selection = R"(set-var(txn.gh_route) "str(\")";
    const std::size_t at = line.find(Selection);
    if (at == std::string_view::npos)
        return {};
    const std::string_view name = line.substr(at + Selection.size());
    return std::string(name.substr(0, name.find('\\')));
}

std::string replaced(std::string text, std::string_view what, std::string_view with)
{
    for (std::size_t at = text.find(what); !what.empty() && at != std::string::npos;
         at = text.find(what, at + with.size()))
        text.replace(at, what.size(), with);
    return text;
}

/// The number in `parsing [FILE:12]`; 0 where there is none.
int lineNumber(std::string_view complaint, std::string_view file)
{
    const std::size_t at = complaint.find(fmt::format("[{}:", file));
    if (at == std::string_view::npos)
        return 0;
    const std::string_view digits = complaint.substr(at + file.size() + 2);
    int line = 0;
    std::from_chars(digits.data(), digits.data() + digits.size(), line);
    return line;
}

/// What comes behind `parsing [FILE:12]` or the level and process in front of a complaint.
std::string complaintText(std::string_view complaint)
{
    for (const std::string_view front : {"] : ", "]: ", ") : "}) {
        if (const std::size_t at = complaint.find(front); at != std::string_view::npos)
            return std::string(complaint.substr(at + front.size()));
    }
    return std::string(complaint);
}

} // namespace

std::string objectAtLine(std::string_view config, int line)
{
    const std::vector<std::string_view> lines = linesOf(config);
    if (line < 1 || static_cast<std::size_t>(line) > lines.size())
        return {};
    const auto here = static_cast<std::size_t>(line) - 1;
    std::size_t head = here;
    while (head > 0 && (lines[head].empty() || lines[head].starts_with(' ')))
        --head;
    if (lines[head].starts_with("backend service."))
        return "services/" + serviceOf(lines[head].substr(sizeof "backend " - 1));
    constexpr std::string_view Listener = "frontend listener.";
    if (!lines[head].starts_with(Listener))
        return {};
    // A condition stands in front of the rule that uses it first.
    for (std::size_t i = here; i < lines.size() && lines[i].starts_with("    "); ++i) {
        if (const std::string route = selectedRoute(lines[i]); !route.empty())
            return "routes/" + route;
        if (!lines[i].starts_with("    acl "))
            break;
    }
    return "listeners/" + std::string(lines[head].substr(Listener.size()));
}

Error rejection(const std::string &said, std::string_view config, const std::string &checked,
                const std::string &file)
{
    Error error{ErrorKind::Rejected, "HAProxy does not take the configuration.", file};
    error.detail = maskSecrets(replaced(said, checked, file));
    for (const std::string_view line : linesOf(said)) {
        if (!line.starts_with("[ALERT]"))
            continue;
        const std::string object = objectAtLine(config, lineNumber(line, checked));
        error.message = fmt::format("HAProxy does not take the configuration: {}",
                                    replaced(complaintText(line), checked, file));
        if (!object.empty())
            error.where = object;
        break;
    }
    return error;
}

} // namespace gatehouse::haproxy
