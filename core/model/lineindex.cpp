#include "core/model/lineindex.h"

#include <algorithm>

namespace gatehouse {

LineIndex::LineIndex(std::string_view text)
    : m_text(text)
{
    m_starts.push_back(text.starts_with("\xEF\xBB\xBF") ? 3 : 0);
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '\n' || (text[i] == '\r' && (i + 1 == text.size() || text[i + 1] != '\n')))
            m_starts.push_back(i + 1);
    }
    m_offset = m_starts.front();
}

LineIndex::Place LineIndex::place(std::size_t offset)
{
    offset = std::clamp(offset, m_starts.front(), std::max(m_starts.front(), m_text.size()));
    const bool sameLine =
        offset >= m_offset && (m_line + 1 == m_starts.size() || offset < m_starts[m_line + 1]);
    if (!sameLine) {
        const auto after = std::upper_bound(m_starts.begin(), m_starts.end(), offset);
        m_line = static_cast<std::size_t>(after - m_starts.begin()) - 1;
        m_offset = m_starts[m_line];
        m_column = 1;
    }
    for (; m_offset < offset; ++m_offset) {
        // Only the first byte of a character counts.
        if ((static_cast<unsigned char>(m_text[m_offset]) & 0xC0U) != 0x80)
            ++m_column;
    }
    return {static_cast<int>(m_line) + 1, m_column};
}

} // namespace gatehouse
