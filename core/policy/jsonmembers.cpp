#include "core/policy/jsonmembers.h"

#include "core/policy/jsonscanner.h"

#include <algorithm>
#include <charconv>

namespace gatehouse {

namespace {

void appendUtf8(std::string &out, std::uint32_t code)
{
    if (code < 0x80) {
        out += static_cast<char>(code);
    } else if (code < 0x800) {
        out += static_cast<char>(0xC0 | code >> 6);
        out += static_cast<char>(0x80 | (code & 0x3F));
    } else if (code < 0x10000) {
        out += static_cast<char>(0xE0 | code >> 12);
        out += static_cast<char>(0x80 | (code >> 6 & 0x3F));
        out += static_cast<char>(0x80 | (code & 0x3F));
    } else {
        out += static_cast<char>(0xF0 | code >> 18);
        out += static_cast<char>(0x80 | (code >> 12 & 0x3F));
        out += static_cast<char>(0x80 | (code >> 6 & 0x3F));
        out += static_cast<char>(0x80 | (code & 0x3F));
    }
}

std::uint32_t hexCode(std::string_view digits)
{
    std::uint32_t code = 0;
    std::from_chars(digits.data(), digits.data() + 4, code, 16);
    return code;
}

/// Appends what stands between the quotes, without escapes. The text was checked before.
void unescape(std::string_view text, std::string &out)
{
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '\\') {
            out += text[i];
            continue;
        }
        switch (const char c = text[++i]) {
        case 'b':
            out += '\b';
            break;
        case 'f':
            out += '\f';
            break;
        case 'n':
            out += '\n';
            break;
        case 'r':
            out += '\r';
            break;
        case 't':
            out += '\t';
            break;
        case 'u': {
            std::uint32_t code = hexCode(text.substr(i + 1));
            i += 4;
            if (code >= 0xD800 && code < 0xDC00) {
                code = 0x10000 + ((code - 0xD800) << 10) + (hexCode(text.substr(i + 3)) - 0xDC00);
                i += 6;
            }
            appendUtf8(out, code);
            break;
        }
        default:
            out += c;
            break;
        }
    }
}

std::string_view inner(std::string_view quoted)
{
    return quoted.substr(1, quoted.size() - 2);
}

bool hasEscape(std::string_view text)
{
    return text.find('\\') != std::string_view::npos;
}

/// Calls `take` with the raw text of each item of an array that was checked before; false from it ends the
/// walk.
template <class Take> void forEachItem(std::string_view array, Take take)
{
    JsonScanner scanner(array.substr(1));
    scanner.skipSpace();
    while (!scanner.take(']')) {
        const std::string_view before = scanner.rest();
        JsonType type = JsonType::Null;
        if (!scanner.value(type, JsonMembers::MaxDepth)
            || !take(type, before.substr(0, before.size() - scanner.rest().size())))
            return;
        scanner.skipSpace();
        scanner.take(',');
        scanner.skipSpace();
    }
}

} // namespace

void JsonMembers::clear()
{
    m_members.clear();
    m_names.clear();
}

bool JsonMembers::parse(std::string_view text)
{
    clear();
    m_names.reserve(text.size());
    JsonScanner scanner(text);
    scanner.skipSpace();
    const bool whole =
        scanner.object(MaxDepth, [this](std::string_view name, JsonType type, std::string_view raw) {
            name = inner(name);
            if (hasEscape(name)) {
                const std::size_t start = m_names.size();
                unescape(name, m_names);
                name = std::string_view(m_names).substr(start);
            }
            if (m_members.size() == MaxMembers || find(name) != nullptr)
                return false;
            m_members.push_back({name, raw, type});
            return true;
        });
    scanner.skipSpace();
    if (whole && scanner.rest().empty())
        return true;
    clear();
    return false;
}

const JsonMember *JsonMembers::find(std::string_view name) const
{
    const auto found = std::find_if(m_members.begin(), m_members.end(),
                                    [name](const JsonMember &member) { return member.name == name; });
    return found == m_members.end() ? nullptr : &*found;
}

std::optional<std::string_view> jsonString(const JsonMember &member, std::string &scratch)
{
    if (member.type != JsonType::String)
        return std::nullopt;
    const std::string_view text = inner(member.raw);
    if (!hasEscape(text))
        return text;
    scratch.clear();
    unescape(text, scratch);
    return scratch;
}

std::optional<double> jsonNumber(const JsonMember &member)
{
    if (member.type != JsonType::Number)
        return std::nullopt;
    const char *const end = member.raw.data() + member.raw.size();
    std::int64_t whole = 0;
    if (const auto [stop, code] = std::from_chars(member.raw.data(), end, whole);
        code == std::errc{} && stop == end)
        return static_cast<double>(whole);
    double value = 0;
    const auto [stop, code] = std::from_chars(member.raw.data(), end, value);
    if (code != std::errc{} || stop != end)
        return std::nullopt;
    return value;
}

std::optional<std::vector<std::string>> jsonStrings(const JsonMember &member)
{
    std::string scratch;
    if (const auto text = jsonString(member, scratch))
        return std::vector<std::string>{std::string(*text)};
    if (member.type != JsonType::Array)
        return std::nullopt;
    std::optional<std::vector<std::string>> texts(std::in_place);
    forEachItem(member.raw, [&](JsonType type, std::string_view raw) {
        if (type == JsonType::String)
            texts->emplace_back(jsonString({{}, raw, type}, scratch).value_or(std::string_view{}));
        else
            texts.reset();
        return texts.has_value();
    });
    return texts;
}

bool jsonHasString(const JsonMember &member, std::string_view text, std::string &scratch)
{
    if (member.type != JsonType::Array)
        return jsonString(member, scratch) == text;
    bool found = false;
    forEachItem(member.raw, [&](JsonType type, std::string_view raw) {
        found = jsonString({{}, raw, type}, scratch) == text;
        return !found;
    });
    return found;
}

} // namespace gatehouse
