#pragma once

#include "core/model/values.h"

#include <QtCore/QString>
#include <QtCore/QStringList>

namespace gatehouse {

/// "GET POST"; "any" where the route names none.
[[nodiscard]] QString methodsText(const RouteMatch &match);
/// The path as one reads it: a prefix ends in "/*".
[[nodiscard]] QString pathText(const RouteMatch &match);
/// "order-service 95 %, order-service-next 5 %", "answers 200", "redirects to shop.example.com".
[[nodiscard]] QString actionText(const RouteAction &action);
/// "Public", "Token", "Token · customer-data".
[[nodiscard]] QString accessText(const Route &route);
/// Words between commas or spaces, without the empty ones.
[[nodiscard]] QStringList wordsIn(const QString &text);

} // namespace gatehouse
