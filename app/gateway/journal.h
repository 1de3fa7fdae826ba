#pragma once

#include "core/base/clock.h"

#include <condition_variable>
#include <cstdint>
#include <cstdio>
#include <deque>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>

namespace gatehouse {

/// The gateway's log: one line an event, with its time, written by a thread of its own. Whoever logs never
/// waits: where the reader of the log does not keep up, lines are left out and their number is told. Any
/// thread.
class Journal final
{
public:
    /// `out` is not closed.
    Journal(const Clock &clock, std::FILE *out);
    /// Writes what is left.
    ~Journal();
    Journal(const Journal &) = delete;
    Journal &operator=(const Journal &) = delete;

    void add(std::string_view line);

private:
    static constexpr std::size_t Most = 4'096; ///< lines that may wait

    void write();

    const Clock &m_clock;
    std::FILE *m_out;
    std::mutex m_mutex;
    std::condition_variable m_wakeUp;
    std::deque<std::string> m_lines;
    std::uint64_t m_leftOut = 0;
    bool m_ending = false;
    std::thread m_thread;
};

} // namespace gatehouse
