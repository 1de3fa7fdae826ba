#include "core/drivers/haproxy/regexdialect.h"

#include <fmt/format.h>

#include <algorithm>

namespace gatehouse::haproxy {

namespace {

bool isAscii(std::string_view text)
{
    return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

/// The first escape that the two engines do not read alike, such as `\s` (RE2 leaves the vertical tab out).
std::string_view foreignEscape(std::string_view regex)
{
    constexpr std::string_view Alike = "dDwWbBtnfrAzQEx";
    for (std::size_t i = 0; i + 1 < regex.size(); ++i) {
        if (regex[i] != '\\')
            continue;
        const char c = regex[i + 1];
        const bool letterOrDigit = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
        if (letterOrDigit && Alike.find(c) == std::string_view::npos)
            return regex.substr(i, 2);
        ++i;
    }
    return {};
}

bool repeats(std::string_view regex, std::size_t at)
{
    return at < regex.size() && (regex[at] == '*' || regex[at] == '+' || regex[at] == '{');
}

/// Whether a group that is repeated holds something that is repeated: `(a+)+`. PCRE2 tries the ways to part
/// the text one after the other and gives up at its limit, where RE2 needs one pass.
bool hasNestedRepetition(std::string_view regex)
{
    std::vector<bool> groups; // for each open group: whether it holds a repetition
    bool inClass = false;
    for (std::size_t i = 0; i < regex.size(); ++i) {
        const char c = regex[i];
        if (c == '\\') {
            ++i;
        } else if (inClass) {
            inClass = c != ']';
        } else if (c == '[') {
            inClass = true;
        } else if (c == '(') {
            groups.push_back(false);
        } else if (c == ')' && !groups.empty()) {
            const bool inner = groups.back();
            groups.pop_back();
            if (inner && repeats(regex, i + 1))
                return true;
            if (!groups.empty() && inner)
                groups.back() = true;
        }
        const bool unit = !inClass && c != '(' && c != '|';
        if (unit && !groups.empty() && repeats(regex, i + 1))
            groups.back() = true;
    }
    return false;
}

} // namespace

std::string anchoredRegex(std::string_view regex)
{
    // RE2 reads UTF-8. An open \Q would take the anchor in; \E closes it and means nothing elsewhere.
    const bool quotes = regex.find("\\Q") != std::string_view::npos;
    return fmt::format("(*UTF)^(?:{}{})\\z", regex, quotes ? "\\E" : "");
}

std::vector<FidelityDelta> regexDeltas(std::string_view regex)
{
    std::vector<FidelityDelta> deltas;
    if (const std::string_view escape = foreignEscape(regex); !escape.empty())
        deltas.push_back({DeltaAspect::Trigger, fmt::format("{} as RE2 reads it", escape),
                          fmt::format("{} as PCRE2 reads it", escape)});
    if (!isAscii(regex))
        deltas.push_back({DeltaAspect::Case, "letters beyond ASCII as RE2's tables have them",
                          "as PCRE2's tables have them"});
    if (hasNestedRepetition(regex))
        deltas.push_back({DeltaAspect::Trigger, "every text is decided in one pass",
                          "a text that needs too many tries does not match"});
    return deltas;
}

} // namespace gatehouse::haproxy
