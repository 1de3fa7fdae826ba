#include "core/base/units.h"

#include <fmt/format.h>

#include <array>
#include <charconv>
#include <limits>

namespace gatehouse {

namespace {

using std::chrono::milliseconds;
using WallMilliseconds = std::chrono::time_point<std::chrono::system_clock, milliseconds>;

struct Unit
{
    std::string_view suffix;
    std::int64_t factor;
};

constexpr std::array<Unit, 4> DurationUnits{{{"h", 3'600'000}, {"m", 60'000}, {"s", 1'000}, {"ms", 1}}};
constexpr std::array<Unit, 4> SizeUnits{
    {{"GiB", 1LL << 30}, {"MiB", 1LL << 20}, {"KiB", 1LL << 10}, {"B", 1}}};

/// Takes digits off the front of `text`. False where there are none, or more than an int64 holds.
bool takeNumber(std::string_view &text, std::int64_t &number)
{
    if (text.empty() || text.front() < '0' || text.front() > '9')
        return false;
    const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (code != std::errc{})
        return false;
    text.remove_prefix(static_cast<std::size_t>(end - text.data()));
    return true;
}

/// Takes exactly `digits` digits off the front of `text`.
bool takeDigits(std::string_view &text, std::size_t digits, int &number)
{
    if (text.size() < digits)
        return false;
    number = 0;
    for (const char c : text.substr(0, digits)) {
        if (c < '0' || c > '9')
            return false;
        number = number * 10 + (c - '0');
    }
    text.remove_prefix(digits);
    return true;
}

bool takeChar(std::string_view &text, char c)
{
    if (text.empty() || text.front() != c)
        return false;
    text.remove_prefix(1);
    return true;
}

auto badTime(std::string_view text)
{
    return failure(ErrorKind::InvalidInput, fmt::format("'{}' is not a time", text), {},
                   "write it as in 2026-11-23T18:04:05.123Z");
}

/// Takes `Z` or `+hh:mm`; the offset is what must be subtracted.
bool takeOffset(std::string_view &text, std::chrono::minutes &offset)
{
    offset = std::chrono::minutes{0};
    if (takeChar(text, 'Z') || takeChar(text, 'z'))
        return true;
    const bool west = !text.empty() && text.front() == '-';
    if (!west && (text.empty() || text.front() != '+'))
        return false;
    text.remove_prefix(1);
    int hours = 0;
    int minutes = 0;
    if (!takeDigits(text, 2, hours) || !takeChar(text, ':') || !takeDigits(text, 2, minutes) || hours > 23
        || minutes > 59)
        return false;
    offset = std::chrono::hours{hours} + std::chrono::minutes{minutes};
    if (west)
        offset = -offset;
    return true;
}

/// Takes an optional fraction of a second, cut to milliseconds.
bool takeFraction(std::string_view &text, int &millis)
{
    millis = 0;
    if (!takeChar(text, '.'))
        return true;
    std::size_t digits = 0;
    for (int scale = 100; digits < text.size() && text[digits] >= '0' && text[digits] <= '9';
         ++digits, scale /= 10)
        millis += (text[digits] - '0') * scale;
    text.remove_prefix(digits);
    return digits > 0;
}

} // namespace

Result<milliseconds> parseDuration(std::string_view text)
{
    const auto bad = [text] {
        return failure(ErrorKind::InvalidInput, fmt::format("'{}' is not a duration", text), {},
                       "write it as in 250ms, 30s, 5m, 1h or 1m30s");
    };
    std::string_view rest = text;
    std::int64_t total = 0;
    std::size_t next = 0;
    do {
        std::int64_t number = 0;
        if (!takeNumber(rest, number))
            return bad();
        std::size_t unit = next;
        while (unit < DurationUnits.size()) {
            const std::string_view suffix = DurationUnits[unit].suffix;
            // `m` is not the beginning of `ms`.
            if (rest.starts_with(suffix) && !(suffix == "m" && rest.starts_with("ms")))
                break;
            ++unit;
        }
        if (unit == DurationUnits.size())
            return bad();
        rest.remove_prefix(DurationUnits[unit].suffix.size());
        next = unit + 1;
        const std::int64_t factor = DurationUnits[unit].factor;
        if (number > (std::numeric_limits<std::int64_t>::max() / 1'000'000 - total) / factor)
            return bad();
        total += number * factor;
    } while (!rest.empty());
    return milliseconds{total};
}

std::string formatDuration(milliseconds duration)
{
    std::int64_t rest = duration.count();
    if (rest == 0)
        return "0s";
    std::string text;
    if (rest < 0) {
        text = "-";
        rest = -rest;
    }
    for (const Unit &unit : DurationUnits) {
        if (rest >= unit.factor) {
            text += fmt::format("{}{}", rest / unit.factor, unit.suffix);
            rest %= unit.factor;
        }
    }
    return text;
}

Result<std::uint64_t> parseSize(std::string_view text)
{
    const auto bad = [text] {
        return failure(ErrorKind::InvalidInput, fmt::format("'{}' is not a size", text), {},
                       "write it as in 512B, 64KiB, 1MiB or 0");
    };
    std::string_view rest = text;
    std::int64_t number = 0;
    if (!takeNumber(rest, number))
        return bad();
    if (rest.empty() && number == 0)
        return 0U;
    for (const Unit &unit : SizeUnits) {
        if (rest == unit.suffix) {
            if (number > std::numeric_limits<std::int64_t>::max() / unit.factor)
                return bad();
            return static_cast<std::uint64_t>(number * unit.factor);
        }
    }
    return bad();
}

std::string formatSize(std::uint64_t bytes)
{
    if (bytes == 0)
        return "0";
    for (const Unit &unit : SizeUnits) {
        const auto factor = static_cast<std::uint64_t>(unit.factor);
        if (bytes % factor == 0)
            return fmt::format("{}{}", bytes / factor, unit.suffix);
    }
    return fmt::format("{}B", bytes);
}

std::string formatTime(WallMilliseconds time)
{
    const auto day = std::chrono::floor<std::chrono::days>(time);
    const std::chrono::year_month_day date{day};
    const std::chrono::hh_mm_ss clock{time - day};
    return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}.{:03}Z", static_cast<int>(date.year()),
                       static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                       clock.hours().count(), clock.minutes().count(), clock.seconds().count(),
                       clock.subseconds().count());
}

Result<WallMilliseconds> parseTime(std::string_view text)
{
    std::string_view rest = text;
    int year = 0;
    int month = 0;
    int day = 0;
    int hour = 0;
    int minute = 0;
    int second = 0;
    int millis = 0;
    std::chrono::minutes offset{0};
    const bool read = takeDigits(rest, 4, year) && takeChar(rest, '-') && takeDigits(rest, 2, month)
        && takeChar(rest, '-') && takeDigits(rest, 2, day)
        && (takeChar(rest, 'T') || takeChar(rest, 't') || takeChar(rest, ' ')) && takeDigits(rest, 2, hour)
        && takeChar(rest, ':') && takeDigits(rest, 2, minute) && takeChar(rest, ':')
        && takeDigits(rest, 2, second) && takeFraction(rest, millis) && takeOffset(rest, offset)
        && rest.empty();
    const std::chrono::year_month_day date{std::chrono::year{year},
                                           std::chrono::month{static_cast<unsigned>(month)},
                                           std::chrono::day{static_cast<unsigned>(day)}};
    if (!read || !date.ok() || hour > 23 || minute > 59 || second > 60)
        return badTime(text);
    return WallMilliseconds{std::chrono::sys_days{date}} + std::chrono::hours{hour}
    + std::chrono::minutes{minute} + std::chrono::seconds{second} + milliseconds{millis} - offset;
}

} // namespace gatehouse
