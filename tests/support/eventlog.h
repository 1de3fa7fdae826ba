#pragma once

#include <mutex>
#include <string>
#include <vector>

namespace gatehouse::test {

/// An ordered list of what happened, written from any thread, compared as text.
class EventLog final
{
public:
    void add(std::string line)
    {
        const std::lock_guard lock(m_mutex);
        m_lines.push_back(std::move(line));
    }

    std::vector<std::string> lines() const
    {
        const std::lock_guard lock(m_mutex);
        return m_lines;
    }

    /// One line an event, each ended by a newline.
    std::string text() const
    {
        const std::lock_guard lock(m_mutex);
        std::string joined;
        for (const std::string &line : m_lines)
            joined += line + '\n';
        return joined;
    }

private:
    mutable std::mutex m_mutex;
    std::vector<std::string> m_lines;
};

} // namespace gatehouse::test
