#pragma once

#include <QString>

#include <optional>

namespace gatehouse {

struct PopupItem;

/// How well an item fits what was typed; higher is better, nothing where it does not fit. An empty query fits
/// all.
std::optional<int> popupScore(const PopupItem &item, const QString &query);

} // namespace gatehouse
