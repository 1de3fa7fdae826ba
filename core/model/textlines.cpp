#include "core/model/textlines.h"

namespace gatehouse {

TextLines::TextLines(std::string_view text)
    : m_text(text)
    , m_begin(text.starts_with("\xEF\xBB\xBF") ? 3 : 0)
    , m_lineEnd("\n")
{
    const std::size_t end = text.find_first_of("\r\n");
    if (end != text.npos && text[end] == '\r')
        m_lineEnd = text.substr(end, 2) == "\r\n" ? "\r\n" : "\r";
}

std::size_t TextLines::start(std::size_t offset) const
{
    const std::size_t before = offset == 0 ? m_text.npos : m_text.find_last_of("\r\n", offset - 1);
    return before == m_text.npos || before < m_begin ? m_begin : before + 1;
}

std::size_t TextLines::stop(std::size_t offset) const
{
    const std::size_t end = m_text.find_first_of("\r\n", offset);
    return end == m_text.npos ? m_text.size() : end;
}

std::size_t TextLines::next(std::size_t offset) const
{
    const std::size_t end = stop(offset);
    if (end == m_text.size())
        return end;
    return m_text.substr(end, 2) == "\r\n" ? end + 2 : end + 1;
}

std::string_view TextLines::indentation(std::size_t offset) const
{
    const std::size_t begin = start(offset);
    std::size_t end = begin;
    while (end < m_text.size() && (m_text[end] == ' ' || m_text[end] == '\t'))
        ++end;
    return m_text.substr(begin, end - begin);
}

bool TextLines::isFirst(std::size_t offset) const
{
    return indentation(offset).size() >= column(offset);
}

bool TextLines::isBlank(std::size_t offset) const
{
    return start(offset) + indentation(offset).size() == stop(offset);
}

bool TextLines::isComment(std::size_t offset) const
{
    const std::size_t first = start(offset) + indentation(offset).size();
    return first < m_text.size() && m_text[first] == '#';
}

bool TextLines::endsInLine() const
{
    return !m_text.empty() && m_text.back() != '\n' && m_text.back() != '\r';
}

} // namespace gatehouse
