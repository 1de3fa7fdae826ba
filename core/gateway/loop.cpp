#include "core/gateway/loop.h"

#include <fmt/format.h>

#include <array>

namespace gatehouse {

namespace {

constexpr std::size_t ScratchSize = 64 * 1024;

std::string httpDate(std::chrono::seconds sinceEpoch)
{
    static constexpr std::array<const char *, 7> Days{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    static constexpr std::array<const char *, 12> Months{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                         "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    const std::chrono::sys_seconds time{sinceEpoch};
    const auto day = std::chrono::floor<std::chrono::days>(time);
    const std::chrono::year_month_day date{day};
    const std::chrono::hh_mm_ss clock{time - day};
    return fmt::format("{}, {:02} {} {:04} {:02}:{:02}:{:02} GMT",
                       Days[std::chrono::weekday{day}.c_encoding()], static_cast<unsigned>(date.day()),
                       Months[static_cast<unsigned>(date.month()) - 1], static_cast<int>(date.year()),
                       clock.hours().count(), clock.minutes().count(), clock.seconds().count());
}

} // namespace

Loop::Loop(unsigned index, const Clock &clock, std::uint64_t seed)
    : m_context(1)
    , m_index(index)
    , m_clock(clock)
    , m_now(clock.now())
    , m_wheel(m_now)
    , m_alarm(m_context)
    , m_random(seed)
{
    m_scratch.reserve(ScratchSize);
}

void Loop::wakeUp(SteadyTime deadline)
{
    m_wakeAt = deadline;
    m_alarm.expires_at(deadline);
    m_alarm.async_wait([this, number = ++m_alarmNumber](const boost::system::error_code &) {
        // An alarm that was moved has another one behind it.
        if (number == m_alarmNumber)
            alarm();
    });
}

void Loop::alarm()
{
    refresh();
    m_wakeAt = SteadyTime::max();
    m_wheel.advance(m_now);
    if (const auto next = m_wheel.next(); next && *next < m_wakeAt)
        wakeUp(*next);
}

std::string_view Loop::date()
{
    // A field in whole seconds may be a fraction of one behind.
    if (m_date.empty() || m_now - m_dateMade >= std::chrono::milliseconds{200}) {
        m_dateMade = m_now;
        m_date = httpDate(std::chrono::floor<std::chrono::seconds>(m_clock.wallNow().time_since_epoch()));
    }
    return m_date;
}

} // namespace gatehouse
