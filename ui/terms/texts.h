#pragma once

#include "core/base/clock.h"
#include "core/base/error.h"

#include <QtCore/QString>

#include <chrono>
#include <optional>

namespace gatehouse {

// How figures, times and errors are written, the same on every page. Nothing is "–".

/// "1,920", "4.2": whole from ten on.
[[nodiscard]] QString rateText(std::optional<double> perSecond);
/// "0.42 %".
[[nodiscard]] QString percentText(std::optional<double> percent);
/// "184", "9.4": milliseconds without the unit, which stands in the header.
[[nodiscard]] QString millisecondsText(std::optional<double> milliseconds);
/// "30 s", "250 ms", "1 min 30 s", "no limit" for zero.
[[nodiscard]] QString durationText(std::chrono::milliseconds duration);
/// A short age or countdown: "0.4 s", "42 s", "3 min", "2 h".
[[nodiscard]] QString ageText(std::chrono::milliseconds age);
/// "18:02:41" today, with the date before that.
[[nodiscard]] QString timeText(WallTime at);
/// The first six characters of a hash.
[[nodiscard]] QString shortHash(const std::string &hash);
[[nodiscard]] QString errorText(const Error &error);

inline QString toQString(const std::string &text)
{
    return QString::fromStdString(text);
}

} // namespace gatehouse
