#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

namespace gatehouse {

/// Turns byte offsets of a text into lines and columns. A line ends with LF, CR or CRLF; a byte order mark
/// takes no column. Asking in rising order costs no more than one walk over the text. The text must outlive
/// it.
class LineIndex final
{
public:
    struct Place
    {
        int line = 1; ///< from 1
        int column = 1; ///< from 1, in characters
    };

    explicit LineIndex(std::string_view text);

    Place place(std::size_t offset);

private:
    std::string_view m_text;
    std::vector<std::size_t> m_starts; ///< offset of each line's first byte
    std::size_t m_line = 0; ///< index into m_starts of the place asked for last
    std::size_t m_offset = 0;
    int m_column = 1;
};

} // namespace gatehouse
