#include "core/drivers/haproxy/quoting.h"

#include <fmt/format.h>

#include <algorithm>

namespace gatehouse::haproxy {

namespace {

bool isControl(char c)
{
    const auto byte = static_cast<unsigned char>(c);
    return byte < 0x20 || byte == 0x7F;
}

bool isLetterOrDigit(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

/// Characters that mean nothing to the line parser. A word of these alone needs no quotes.
bool isPlain(char c)
{
    return isLetterOrDigit(c)
        || std::string_view("-_./:,=@+%()[]*?^~!&|<>;").find(c) != std::string_view::npos;
}

} // namespace

bool canStand(std::string_view text)
{
    return text.find('\0') == std::string_view::npos;
}

std::string quoteWord(std::string_view text)
{
    if (!text.empty() && std::all_of(text.begin(), text.end(), isPlain))
        return std::string(text);
    std::string word = "\"";
    for (const char c : text) {
        if (isControl(c))
            word += fmt::format("\\x{:02x}", static_cast<unsigned char>(c));
        else if (c == '"' || c == '\\' || c == '$')
            (word += '\\') += c;
        else
            word += c;
    }
    return word += '"';
}

std::string quoteArgument(std::string_view text)
{
    std::string argument = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\')
            argument += '\\';
        argument += c;
    }
    return argument += '"';
}

std::string escapeFormat(std::string_view text)
{
    std::string format;
    format.reserve(text.size());
    for (const char c : text) {
        if (c == '%')
            format += '%';
        format += c;
    }
    return format;
}

std::string escapeRegex(std::string_view text)
{
    std::string regex;
    regex.reserve(text.size());
    for (const char c : text) {
        const bool literal = isLetterOrDigit(c) || c == '_' || c == '/' || isControl(c)
            || static_cast<unsigned char>(c) >= 0x80;
        if (!literal)
            regex += '\\';
        regex += c;
    }
    return regex;
}

std::string quoteJson(std::string_view text)
{
    std::string json = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\')
            (json += '\\') += c;
        else if (isControl(c))
            json += fmt::format("\\u{:04x}", static_cast<unsigned char>(c));
        else
            json += c;
    }
    return json += '"';
}

} // namespace gatehouse::haproxy
