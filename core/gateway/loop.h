#pragma once

#include "core/base/clock.h"
#include "core/base/random.h"
#include "core/gateway/buffer.h"
#include "core/gateway/timerwheel.h"

#include <boost/asio/basic_waitable_timer.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

namespace gatehouse {

/// One event loop with what its connections share: time, timeouts, buffers, scratch memory. Everything but
/// post() belongs to the thread that runs it.
class Loop final
{
public:
    using Executor = boost::asio::io_context::executor_type;

    Loop(unsigned index, const Clock &clock, std::uint64_t seed);
    Loop(const Loop &) = delete;
    Loop &operator=(const Loop &) = delete;

    [[nodiscard]] boost::asio::io_context &context() { return m_context; }
    /// Which of the gateway's loops this is, from 0.
    [[nodiscard]] unsigned index() const { return m_index; }

    /// When the event began that is being handled.
    [[nodiscard]] SteadyTime now() const { return m_now; }
    /// Called at the beginning of each event.
    void refresh() { m_now = m_clock.now(); }

    void set(TimerWheel::Timer &timer, SteadyTime deadline)
    {
        m_wheel.set(timer, deadline, m_now);
        if (deadline < m_wakeAt)
            wakeUp(deadline);
    }

    [[nodiscard]] BufferPool &buffers() { return m_buffers; }
    /// Memory for one message at a time; used up by whoever sends it.
    [[nodiscard]] std::string &scratch() { return m_scratch; }
    [[nodiscard]] Random &random() { return m_random; }
    /// For a Date field, `Sun, 06 Nov 1994 08:49:37 GMT`.
    [[nodiscard]] std::string_view date();
    [[nodiscard]] const Clock &clock() const { return m_clock; }

    /// Runs `task` on the loop's thread. From any thread.
    template <class Task> void post(Task &&task) { boost::asio::post(m_context, std::forward<Task>(task)); }

private:
    using Alarm =
        boost::asio::basic_waitable_timer<std::chrono::steady_clock,
                                          boost::asio::wait_traits<std::chrono::steady_clock>, Executor>;

    void wakeUp(SteadyTime deadline);
    void alarm();

    boost::asio::io_context m_context;
    const unsigned m_index;
    const Clock &m_clock;
    SteadyTime m_now;
    BufferPool m_buffers;
    TimerWheel m_wheel;
    Alarm m_alarm;
    SteadyTime m_wakeAt = SteadyTime::max();
    std::uint64_t m_alarmNumber = 0;
    Random m_random;
    std::string m_scratch;
    SteadyTime m_dateMade{};
    std::string m_date;
};

} // namespace gatehouse
