#include "core/model/yamltext.h"

namespace gatehouse {

std::size_t skipBlank(std::string_view text, std::size_t offset)
{
    while (offset < text.size()) {
        const char c = text[offset];
        if (c == '#') {
            while (offset < text.size() && text[offset] != '\n' && text[offset] != '\r')
                ++offset;
        } else if (c == ' ' || c == '\t' || c == '\n' || c == '\r') {
            ++offset;
        } else {
            break;
        }
    }
    return offset;
}

std::size_t findBlockHeader(std::string_view text, std::size_t offset)
{
    for (;;) {
        offset = skipBlank(text, offset);
        if (offset >= text.size() || text[offset] == '|' || text[offset] == '>')
            return offset;
        if (text[offset] == '&' || text[offset] == '!')
            offset = text.find_first_of(" \t\r\n", offset);
        else
            ++offset;
    }
}

} // namespace gatehouse
