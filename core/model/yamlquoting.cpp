#include "core/model/yamlquoting.h"

#include "core/model/utf8.h"
#include "core/model/yamlscalar.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace gatehouse {

namespace {

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

/// What YAML 1.1 reads as bool or null beyond the words of the core schema, and its two special keys.
bool isOldWord(std::string_view text)
{
    static constexpr std::array<std::string_view, 10> Words{"y",   "n",    "yes",   "no",   "on",
                                                            "off", "true", "false", "null", "none"};
    if (text == "=" || text == "<<")
        return true;
    std::string lower(text);
    std::transform(lower.begin(), lower.end(), lower.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    return std::find(Words.begin(), Words.end(), lower) != Words.end();
}

/// What YAML 1.1 reads as a number or a date: 1_000, 0b1, 12:30, 2026-11-23. What has other letters
/// (5s, 10.0.0.1:80 is checked for its dots) is none.
bool isOldNumber(std::string_view text)
{
    if (!text.empty() && (text.front() == '+' || text.front() == '-'))
        text.remove_prefix(1);
    if (text.empty() || !isDigit(text.front()))
        return false;
    if (text.starts_with("0b") || text.starts_with("0x") || text.starts_with("0o"))
        return true;
    const bool onlySigns = text.find_first_not_of("0123456789_:.-+eETZ ") == text.npos;
    return onlySigns && std::count(text.begin(), text.end(), '.') < 2;
}

/// Printable by YAML's rules and without meaning for lines (a tab is left to quotes, too).
bool isPlainCharacter(char32_t c)
{
    return (c >= 0x20 && c < 0x7F) || (c >= 0xA0 && c <= 0xD7FF && c != 0x2028 && c != 0x2029)
        || (c >= 0xE000 && c <= 0xFFFD && c != 0xFEFF) || c >= 0x10000;
}

bool allPlainCharacters(std::string_view text)
{
    std::size_t offset = 0;
    while (offset < text.size()) {
        if (!isPlainCharacter(nextCodePoint(text, offset)))
            return false;
    }
    return true;
}

void appendEscaped(std::string &out, char32_t c)
{
    constexpr std::string_view Special = "\"\\\n\t\r\b\f";
    constexpr std::string_view Letters = "\"\\ntrbf";
    const std::size_t special = c < 0x80 ? Special.find(static_cast<char>(c)) : Special.npos;
    if (special != Special.npos) {
        out += '\\';
        out += Letters[special];
    } else if (isPlainCharacter(c)) {
        appendUtf8(out, c);
    } else if (c <= 0xFF) {
        out += fmt::format("\\x{:02X}", static_cast<unsigned>(c));
    } else {
        out += fmt::format("\\u{:04X}", static_cast<unsigned>(c));
    }
}

} // namespace

bool isPlainSafe(std::string_view text, YamlContext context)
{
    constexpr std::string_view Indicators = "-?:,[]{}#&*!|>'\"%@`";
    if (text.empty() || Indicators.find(text.front()) != Indicators.npos || text.front() == ' '
        || text.back() == ' ' || text.back() == ':')
        return false;
    if (text.find(": ") != text.npos || text.find(" #") != text.npos)
        return false;
    if (context == YamlContext::Flow && text.find_first_of(",[]{}:") != text.npos)
        return false;
    if (isOldWord(text) || isOldNumber(text) || text.starts_with("...") || !allPlainCharacters(text))
        return false;
    Tree value;
    return readPlainScalar(text, value) == ScalarVerdict::Fine && value.is_string();
}

std::string yamlDoubleQuoted(std::string_view text)
{
    std::string out = "\"";
    std::size_t offset = 0;
    while (offset < text.size())
        appendEscaped(out, nextCodePoint(text, offset));
    return out + '"';
}

bool isLiteralSafe(std::string_view text)
{
    // One line ends fine in quotes; a first line that begins with a blank would need an indentation
    // indicator.
    const std::size_t first = text.find('\n');
    if (first == text.npos || first + 1 == text.size() || text.front() == ' ' || text.front() == '\n'
        || text.ends_with("\n\n"))
        return false;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        const std::string_view line = text.substr(0, end);
        if (!allPlainCharacters(line) || line.ends_with(' '))
            return false;
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return true;
}

} // namespace gatehouse
