#include "app/gateway/journal.h"

#include "core/base/units.h"

#include <fmt/format.h>

#include <utility>

namespace gatehouse {

Journal::Journal(const Clock &clock, std::FILE *out)
    : m_clock(clock)
    , m_out(out)
    , m_thread([this] { write(); })
{
}

Journal::~Journal()
{
    {
        const std::lock_guard lock(m_mutex);
        m_ending = true;
    }
    m_wakeUp.notify_one();
    m_thread.join();
}

void Journal::add(std::string_view line)
{
    std::string text = fmt::format("{} {}\n", formatTime(m_clock.wallNow()), line);
    {
        const std::lock_guard lock(m_mutex);
        if (m_lines.size() >= Most) {
            ++m_leftOut;
            return;
        }
        m_lines.push_back(std::move(text));
    }
    m_wakeUp.notify_one();
}

void Journal::write()
{
    std::unique_lock lock(m_mutex);
    for (;;) {
        m_wakeUp.wait(lock, [this] { return m_ending || !m_lines.empty(); });
        if (m_lines.empty())
            return;
        std::deque<std::string> lines = std::exchange(m_lines, {});
        if (const std::uint64_t leftOut = std::exchange(m_leftOut, 0); leftOut > 0)
            lines.push_back(fmt::format("{} lines were left out here\n", leftOut));
        lock.unlock();
        for (const std::string &line : lines)
            std::fputs(line.c_str(), m_out);
        std::fflush(m_out);
        lock.lock();
    }
}

} // namespace gatehouse
