#include "core/events/draftevent.h"

namespace gatehouse {

namespace {

constexpr auto Created = "draft.created";
constexpr auto Edited = "draft.edited";
constexpr auto Undone = "draft.undone";
constexpr auto Redone = "draft.redone";

std::int64_t number(Sequence sequence)
{
    return static_cast<std::int64_t>(sequence);
}

auto unreadable(const StoredEvent &stored, const std::string &detail)
{
    return failure(ErrorKind::Unreadable,
                   "Event " + std::to_string(number(stored.sequence)) + " of the draft cannot be read.",
                   stored.event.type, "It may be of a newer version of Gatehouse; the file was not changed.",
                   detail);
}

std::optional<Sequence> sequenceIn(const Tree &payload, const char *key)
{
    const auto found = payload.find(key);
    if (found == payload.end() || !found->is_number_integer())
        return std::nullopt;
    return Sequence{found->get<std::int64_t>()};
}

Result<DraftEvent> readEdited(const StoredEvent &stored, const Tree &payload)
{
    if (!payload.contains("edits") || !payload.contains("inverse"))
        return unreadable(stored, "edits or inverse is missing");
    auto edits = editsFromTree(payload["edits"]);
    auto inverse = editsFromTree(payload["inverse"]);
    if (!edits || !inverse)
        return unreadable(stored, (edits ? inverse : edits).error().message);
    return DraftEdited{std::move(*edits), std::move(*inverse), sequenceIn(payload, "continues")};
}

} // namespace

NewEvent encode(const DraftEvent &event)
{
    Tree payload = Tree::object();
    NewEvent encoded;
    if (const auto *created = std::get_if<DraftCreated>(&event)) {
        encoded.type = Created;
        payload["tree"] = created->tree;
    } else if (const auto *edited = std::get_if<DraftEdited>(&event)) {
        encoded.type = Edited;
        payload["edits"] = toTree(edited->edits);
        payload["inverse"] = toTree(edited->inverse);
        if (edited->continues)
            payload["continues"] = number(*edited->continues);
    } else if (const auto *undone = std::get_if<DraftUndone>(&event)) {
        encoded.type = Undone;
        payload["command"] = number(undone->command);
    } else if (const auto *redone = std::get_if<DraftRedone>(&event)) {
        encoded.type = Redone;
        payload["command"] = number(redone->command);
    }
    encoded.payload = payload.dump();
    return encoded;
}

Result<DraftEvent> decodeDraftEvent(const StoredEvent &stored)
{
    const Tree payload = Tree::parse(stored.event.payload, nullptr, false);
    if (!payload.is_object())
        return unreadable(stored, "the payload is no JSON object");
    const std::string &type = stored.event.type;
    if (type == Created) {
        if (!payload.contains("tree"))
            return unreadable(stored, "tree is missing");
        return DraftCreated{payload["tree"]};
    }
    if (type == Edited)
        return readEdited(stored, payload);
    const auto command = sequenceIn(payload, "command");
    if (!command || (type != Undone && type != Redone))
        return unreadable(stored, "the type is not known, or command is missing");
    if (type == Undone)
        return DraftUndone{*command};
    return DraftRedone{*command};
}

} // namespace gatehouse
