#include "core/policy/jsonscanner.h"

#include <array>
#include <charconv>

namespace gatehouse {

namespace {

/// Bytes that end the quick walk through a string: quote, backslash, controls, and all that is not ASCII.
constexpr std::array<bool, 256> makeSpecial()
{
    std::array<bool, 256> special{};
    for (std::size_t c = 0; c < special.size(); ++c)
        special[c] = c < 0x20 || c >= 0x80 || c == '"' || c == '\\';
    return special;
}

constexpr std::array<bool, 256> Special = makeSpecial();

bool isHex(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

} // namespace

bool JsonScanner::string()
{
    if (!take('"'))
        return false;
    while (m_at != m_end) {
        const auto c = static_cast<unsigned char>(*m_at);
        if (!Special[c]) {
            ++m_at;
        } else if (c == '"') {
            ++m_at;
            return true;
        } else if (c == '\\' ? !escape() : !utf8()) {
            return false;
        }
    }
    return false;
}

bool JsonScanner::escape()
{
    ++m_at;
    if (m_at == m_end)
        return false;
    const char c = *m_at++;
    if (c != 'u')
        return std::string_view("\"\\/bfnrt").find(c) != std::string_view::npos;
    const auto code = [this](std::uint32_t &value) {
        if (m_end - m_at < 4 || !isHex(m_at[0]) || !isHex(m_at[1]) || !isHex(m_at[2]) || !isHex(m_at[3]))
            return false;
        std::from_chars(m_at, m_at + 4, value, 16);
        m_at += 4;
        return true;
    };
    std::uint32_t first = 0;
    if (!code(first) || (first >= 0xDC00 && first < 0xE000))
        return false;
    if (first < 0xD800 || first >= 0xE000)
        return true;
    // A high surrogate is half a character: the other half must follow.
    std::uint32_t second = 0;
    return take('\\') && take('u') && code(second) && second >= 0xDC00 && second < 0xE000;
}

/// One character beyond ASCII, in the shortest form (RFC 3629, 4); controls are none.
bool JsonScanner::utf8()
{
    const auto left = m_end - m_at;
    const auto byte = [this](int i) {
        return static_cast<unsigned char>(m_at[i]);
    };
    const auto tail = [&byte](int i) {
        return (byte(i) & 0xC0U) == 0x80U;
    };
    const unsigned char c = byte(0);
    std::ptrdiff_t size = 0;
    if (c >= 0xC2 && c <= 0xDF && left >= 2 && tail(1)) {
        size = 2;
    } else if (c >= 0xE0 && c <= 0xEF && left >= 3 && tail(1) && tail(2)) {
        size = (c == 0xE0 && byte(1) < 0xA0) || (c == 0xED && byte(1) > 0x9F) ? 0 : 3;
    } else if (c >= 0xF0 && c <= 0xF4 && left >= 4 && tail(1) && tail(2) && tail(3)) {
        size = (c == 0xF0 && byte(1) < 0x90) || (c == 0xF4 && byte(1) > 0x8F) ? 0 : 4;
    }
    m_at += size;
    return size > 0;
}

bool JsonScanner::digits()
{
    const char *const start = m_at;
    while (m_at != m_end && isDigit(*m_at))
        ++m_at;
    return m_at != start;
}

bool JsonScanner::number()
{
    take('-');
    if (!take('0') && !digits())
        return false;
    if (take('.') && !digits())
        return false;
    if (take('e') || take('E')) {
        if (!take('+'))
            take('-');
        return digits();
    }
    return true;
}

bool JsonScanner::word(std::string_view word)
{
    if (!rest().starts_with(word))
        return false;
    m_at += word.size();
    return true;
}

bool JsonScanner::array(int depth)
{
    if (depth == 0 || !take('['))
        return false;
    skipSpace();
    bool more = !take(']');
    while (more) {
        skipSpace();
        JsonType type = JsonType::Null;
        if (!value(type, depth - 1))
            return false;
        skipSpace();
        more = take(',');
        if (!more && !take(']'))
            return false;
    }
    return true;
}

bool JsonScanner::value(JsonType &type, int depth)
{
    if (m_at == m_end)
        return false;
    switch (*m_at) {
    case '"':
        type = JsonType::String;
        return string();
    case '{':
        type = JsonType::Object;
        return object(depth, [](std::string_view, JsonType, std::string_view) { return true; });
    case '[':
        type = JsonType::Array;
        return array(depth);
    case 't':
        type = JsonType::Bool;
        return word("true");
    case 'f':
        type = JsonType::Bool;
        return word("false");
    case 'n':
        type = JsonType::Null;
        return word("null");
    default:
        type = JsonType::Number;
        return number();
    }
}

} // namespace gatehouse
