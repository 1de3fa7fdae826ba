#include "core/base/argumentreader.h"

#include <fmt/format.h>

#include <utility>

namespace gatehouse {

ArgumentReader::ArgumentReader(std::vector<std::string> arguments)
    : m_arguments(std::move(arguments))
{
}

ArgumentReader::ArgumentReader(int argc, char **argv)
    : m_arguments(argv + (argc > 0 ? 1 : 0), argv + argc)
{
}

bool ArgumentReader::next()
{
    if (m_index >= m_arguments.size())
        return false;
    m_name = m_arguments[m_index++];
    m_attached.reset();
    const std::size_t equals = m_name.find('=');
    if (m_name.starts_with("--") && equals != std::string::npos) {
        m_attached = m_name.substr(equals + 1);
        m_name.resize(equals);
    }
    return true;
}

Result<std::string> ArgumentReader::value()
{
    if (m_attached)
        return *std::exchange(m_attached, std::nullopt);
    if (m_index >= m_arguments.size())
        return failure(ErrorKind::InvalidInput, fmt::format("{} needs a value", m_name));
    return m_arguments[m_index++];
}

} // namespace gatehouse
