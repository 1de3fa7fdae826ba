#include "core/model/pointerpath.h"

namespace gatehouse {

void PointerPath::push(std::string_view key)
{
    m_text += '/';
    for (const char c : key) {
        if (c == '~')
            m_text += "~0";
        else if (c == '/')
            m_text += "~1";
        else
            m_text += c;
    }
}

void PointerPath::push(std::size_t index)
{
    m_text += '/';
    m_text += std::to_string(index);
}

} // namespace gatehouse
