#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace gatehouse {

/// The lines of a text by byte offsets. A line ends with LF, CR or CRLF. The text must outlive it.
class TextLines final
{
public:
    explicit TextLines(std::string_view text);

    std::string_view text() const { return m_text; }
    /// The line end that the text uses; LF where it has none.
    const std::string &lineEnd() const { return m_lineEnd; }
    /// The first byte of the line that `offset` is in, behind a byte order mark.
    std::size_t start(std::size_t offset) const;
    /// Behind the last byte of the line, before its line end.
    std::size_t stop(std::size_t offset) const;
    /// The first byte of the next line, or the end of the text.
    std::size_t next(std::size_t offset) const;
    /// How many bytes of its line come before `offset`.
    std::size_t column(std::size_t offset) const { return offset - start(offset); }
    /// The blanks and tabs that the line of `offset` begins with.
    std::string_view indentation(std::size_t offset) const;
    /// Whether nothing but blanks comes before `offset` in its line.
    bool isFirst(std::size_t offset) const;
    /// Whether the line holds nothing but blanks.
    bool isBlank(std::size_t offset) const;
    /// Whether the line holds nothing but a comment of YAML.
    bool isComment(std::size_t offset) const;
    /// Whether the text ends without a line end.
    bool endsInLine() const;

private:
    std::string_view m_text;
    std::size_t m_begin = 0;
    std::string m_lineEnd;
};

} // namespace gatehouse
