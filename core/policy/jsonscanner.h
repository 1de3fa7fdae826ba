#pragma once

#include "core/policy/jsonmembers.h"

#include <string_view>

namespace gatehouse {

/// Walks over JSON text (RFC 8259) and checks it. Each step is true where the text was in order; after a
/// false one the scanner is of no further use. Views of the text are handed out, nothing is copied.
class JsonScanner
{
public:
    explicit JsonScanner(std::string_view text)
        : m_at(text.data())
        , m_end(text.data() + text.size())
    {
    }

    std::string_view rest() const { return {m_at, static_cast<std::size_t>(m_end - m_at)}; }
    void skipSpace();
    /// Takes this one character, if it comes next.
    bool take(char c);

    /// One value, whose type is told.
    [[nodiscard]] bool value(JsonType &type, int depth);

    /// One object. `member` is called with the name in its quotes, the value's type and raw
    /// text; false from it ends the walk as an error.
    template <class Member> [[nodiscard]] bool object(int depth, Member member);

private:
    [[nodiscard]] bool string();
    [[nodiscard]] bool escape();
    [[nodiscard]] bool utf8();
    [[nodiscard]] bool number();
    [[nodiscard]] bool digits();
    [[nodiscard]] bool word(std::string_view word);
    [[nodiscard]] bool array(int depth);

    const char *m_at;
    const char *m_end;
};

inline void JsonScanner::skipSpace()
{
    while (m_at != m_end && (*m_at == ' ' || *m_at == '\t' || *m_at == '\n' || *m_at == '\r'))
        ++m_at;
}

inline bool JsonScanner::take(char c)
{
    if (m_at == m_end || *m_at != c)
        return false;
    ++m_at;
    return true;
}

template <class Member> bool JsonScanner::object(int depth, Member member)
{
    if (depth == 0 || !take('{'))
        return false;
    skipSpace();
    bool more = !take('}');
    while (more) {
        skipSpace();
        const char *const name = m_at;
        if (!string())
            return false;
        const std::string_view quoted(name, static_cast<std::size_t>(m_at - name));
        skipSpace();
        if (!take(':'))
            return false;
        skipSpace();
        const char *const start = m_at;
        JsonType type = JsonType::Null;
        if (!value(type, depth - 1)
            || !member(quoted, type, std::string_view(start, static_cast<std::size_t>(m_at - start))))
            return false;
        skipSpace();
        more = take(',');
        if (!more && !take('}'))
            return false;
    }
    return true;
}

} // namespace gatehouse
