#include "core/events/storedrow.h"

#include <QtCore/QCryptographicHash>
#include <QtCore/QtEndian>

#include <initializer_list>
#include <string_view>

namespace gatehouse {

namespace {

// Smaller ones gain nothing worth the time.
constexpr std::size_t PackFrom = 4'096;

QByteArray number(std::int64_t value)
{
    QByteArray bytes(8, '\0');
    qToBigEndian(value, bytes.data());
    return bytes;
}

// Each part is preceded by its length, so that no two rows give the same bytes.
QByteArray digestOf(std::initializer_list<std::string_view> parts)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    for (const std::string_view part : parts) {
        hash.addData(number(static_cast<std::int64_t>(part.size())));
        hash.addData(QByteArrayView(part.data(), static_cast<qsizetype>(part.size())));
    }
    return hash.result();
}

std::string_view view(const QByteArray &bytes)
{
    return {bytes.constData(), static_cast<std::size_t>(bytes.size())};
}

QByteArray eventDigest(const std::string &stream, Sequence sequence, const NewEvent &event,
                       const QByteArray &payload)
{
    const QByteArray place = number(static_cast<std::int64_t>(sequence));
    const QByteArray time = number(event.at.time_since_epoch().count());
    return digestOf(
        {stream, view(place), event.type, view(time), event.who.name, event.title, view(payload)});
}

QByteArray snapshotDigest(const std::string &stream, Sequence sequence, const QByteArray &payload)
{
    const QByteArray place = number(static_cast<std::int64_t>(sequence));
    return digestOf({stream, view(place), view(payload)});
}

StoredRow pack(const std::string &payload)
{
    StoredRow row;
    row.packed = payload.size() >= PackFrom;
    const QByteArray bytes(payload.data(), static_cast<qsizetype>(payload.size()));
    row.payload = row.packed ? qCompress(bytes, 1) : bytes;
    return row;
}

std::string unpack(const StoredRow &row)
{
    return row.packed ? qUncompress(row.payload).toStdString() : row.payload.toStdString();
}

} // namespace

StoredRow packRow(const std::string &stream, Sequence sequence, const NewEvent &event)
{
    StoredRow row = pack(event.payload);
    row.digest = eventDigest(stream, sequence, event, row.payload);
    return row;
}

StoredRow packSnapshot(const std::string &stream, const Snapshot &snapshot)
{
    StoredRow row = pack(snapshot.payload);
    row.digest = snapshotDigest(stream, snapshot.sequence, row.payload);
    return row;
}

std::optional<StoredEvent> unpackRow(const std::string &stream, StoredEvent rest, const StoredRow &row)
{
    if (eventDigest(stream, rest.sequence, rest.event, row.payload) != row.digest)
        return std::nullopt;
    rest.event.payload = unpack(row);
    return rest;
}

std::optional<Snapshot> unpackSnapshot(const std::string &stream, Sequence sequence, const StoredRow &row)
{
    if (snapshotDigest(stream, sequence, row.payload) != row.digest)
        return std::nullopt;
    return Snapshot{sequence, unpack(row)};
}

} // namespace gatehouse
