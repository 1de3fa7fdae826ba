#pragma once

#include "core/base/result.h"

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

namespace gatehouse {

/// Reads `250ms`, `30s`, `5m`, `1h` and joined forms (`1m30s`, largest unit first, each unit once).
/// Whole numbers only. Errors: InvalidInput.
[[nodiscard]] Result<std::chrono::milliseconds> parseDuration(std::string_view text);
/// The shortest joined form: 90'000 ms is `1m30s`, 0 is `0s`.
[[nodiscard]] std::string formatDuration(std::chrono::milliseconds duration);

/// Reads `512B`, `64KiB`, `1MiB`, `2GiB`, and a bare `0`; in bytes. Errors: InvalidInput.
[[nodiscard]] Result<std::uint64_t> parseSize(std::string_view text);
/// The largest unit that divides it: 65536 is `64KiB`.
[[nodiscard]] std::string formatSize(std::uint64_t bytes);

/// RFC 3339 with milliseconds in UTC: `2026-11-23T18:04:05.123Z`.
[[nodiscard]] std::string
formatTime(std::chrono::time_point<std::chrono::system_clock, std::chrono::milliseconds> time);
/// Reads RFC 3339 with any offset and up to nanoseconds (cut to milliseconds). Errors: InvalidInput.
[[nodiscard]] Result<std::chrono::time_point<std::chrono::system_clock, std::chrono::milliseconds>>
parseTime(std::string_view text);

} // namespace gatehouse
