#pragma once

#include "core/base/result.h"
#include "core/model/values.h"

#include <QtCore/QString>
#include <QtCore/QUrl>

namespace gatehouse {

/// Where and how the admin interface of a built-in gateway is reached, from its entry in the document:
/// `address` is `host:port` (plain, only on loopback) or `https://host:port`; the option `adminCa` names a
/// file with the certificates that are trusted instead of the system's.
struct AdminAddress
{
    QUrl url; ///< without a path
    QString authorities; ///< PEM file; empty: the system's

    bool operator==(const AdminAddress &) const = default;
};

/// Errors: InvalidInput where there is no usable address; Refused where the token would go over a network in
/// clear.
[[nodiscard]] Result<AdminAddress> adminAddress(const Gateway &gateway);

} // namespace gatehouse
