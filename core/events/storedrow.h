#pragma once

#include "core/events/event.h"

#include <QtCore/QByteArray>

#include <optional>
#include <string>

namespace gatehouse {

/// How a payload lies in a row: large ones are compressed, and a digest over everything that the row says
/// tells a damaged row from a whole one.
struct StoredRow
{
    bool packed = false;
    QByteArray payload;
    QByteArray digest; ///< SHA-256
};

[[nodiscard]] StoredRow packRow(const std::string &stream, Sequence sequence, const NewEvent &event);
[[nodiscard]] StoredRow packSnapshot(const std::string &stream, const Snapshot &snapshot);
/// The event with its payload unpacked. `rest` has all but the payload. Empty where the row is damaged.
[[nodiscard]] std::optional<StoredEvent> unpackRow(const std::string &stream, StoredEvent rest,
                                                   const StoredRow &row);
[[nodiscard]] std::optional<Snapshot> unpackSnapshot(const std::string &stream, Sequence sequence,
                                                     const StoredRow &row);

} // namespace gatehouse
