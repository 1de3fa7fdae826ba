#include "core/events/revisionevent.h"

#include <algorithm>
#include <array>

namespace gatehouse {

namespace {

constexpr auto Started = "revision.started";
constexpr auto Outcome = "revision.outcome";
constexpr auto Finished = "revision.finished";

auto unreadable(const StoredEvent &stored, const std::string &detail)
{
    return failure(ErrorKind::Unreadable,
                   "Event " + std::to_string(static_cast<std::int64_t>(stored.sequence))
                       + " of the revisions cannot be read.",
                   stored.event.type, "It may be of a newer version of Gatehouse; the file was not changed.",
                   detail);
}

std::optional<GatewayResult> resultOf(const std::string &text)
{
    for (const GatewayResult result :
         {GatewayResult::Waiting, GatewayResult::Pushing, GatewayResult::Applied, GatewayResult::Unchanged,
          GatewayResult::Failed, GatewayResult::Held, GatewayResult::Cancelled}) {
        if (text == word(result))
            return result;
    }
    return std::nullopt;
}

constexpr std::array ErrorKinds{ErrorKind::InvalidInput, ErrorKind::NotFound,          ErrorKind::Unreadable,
                                ErrorKind::Unwritable,   ErrorKind::Conflict,          ErrorKind::Unreachable,
                                ErrorKind::Refused,      ErrorKind::Rejected,          ErrorKind::Timeout,
                                ErrorKind::Cancelled,    ErrorKind::VerifiedDifferent, ErrorKind::Unsupported,
                                ErrorKind::Internal};

Tree toTree(const Error &error)
{
    return {{"kind", word(error.kind)},
            {"message", error.message},
            {"where", error.where},
            {"remedy", error.remedy},
            {"detail", error.detail}};
}

std::string text(const Tree &tree, const char *key)
{
    const auto found = tree.find(key);
    return found != tree.end() && found->is_string() ? found->get<std::string>() : std::string();
}

std::optional<std::int64_t> integer(const Tree &tree, const char *key)
{
    const auto found = tree.find(key);
    if (found == tree.end() || !found->is_number_integer())
        return std::nullopt;
    return found->get<std::int64_t>();
}

Error errorFrom(const Tree &tree)
{
    Error error{ErrorKind::Internal, text(tree, "message"), text(tree, "where"), text(tree, "remedy"),
                text(tree, "detail")};
    const auto kind = std::find_if(ErrorKinds.begin(), ErrorKinds.end(), [&](ErrorKind candidate) {
        return text(tree, "kind") == word(candidate);
    });
    if (kind != ErrorKinds.end())
        error.kind = *kind;
    return error;
}

Tree toTree(const GatewayOutcome &outcome)
{
    Tree tree{{"gateway", outcome.gateway.str()}, {"result", word(outcome.result)}};
    if (outcome.error)
        tree["error"] = toTree(*outcome.error);
    if (outcome.nativeRevision)
        tree["nativeRevision"] = *outcome.nativeRevision;
    if (!outcome.backupFile.empty())
        tree["backupFile"] = outcome.backupFile;
    tree["at"] = outcome.at.time_since_epoch().count();
    return tree;
}

std::optional<GatewayOutcome> outcomeFrom(const Tree &tree)
{
    const auto result = resultOf(text(tree, "result"));
    const auto at = integer(tree, "at");
    if (!tree.is_object() || !result || !at)
        return std::nullopt;
    GatewayOutcome outcome;
    outcome.gateway = GatewayName{text(tree, "gateway")};
    outcome.result = *result;
    if (tree.contains("error"))
        outcome.error = errorFrom(tree["error"]);
    if (const auto native = integer(tree, "nativeRevision"))
        outcome.nativeRevision = static_cast<std::uint64_t>(*native);
    outcome.backupFile = text(tree, "backupFile");
    outcome.at = WallTime{std::chrono::milliseconds{*at}};
    return outcome;
}

NewEvent encodeStarted(const RevisionStarted &started)
{
    const Revision &revision = started.revision;
    Tree payload{{"number", static_cast<std::uint64_t>(revision.number)},
                 {"hash", revision.hash},
                 {"document", static_cast<std::int64_t>(started.document)},
                 {"environment", revision.environment.str()}};
    if (revision.goesBackTo)
        payload["goesBackTo"] = static_cast<std::uint64_t>(*revision.goesBackTo);
    payload["gateways"] = Tree::array();
    for (const GatewayOutcome &outcome : revision.outcomes)
        payload["gateways"].push_back(outcome.gateway.str());
    return {Started, revision.at, revision.who, revision.message, payload.dump()};
}

Result<RevisionEvent> decodeStarted(const StoredEvent &stored, const Tree &payload, RevisionNumber number)
{
    const auto document = integer(payload, "document");
    if (!document || !payload.contains("gateways"))
        return unreadable(stored, "document or gateways is missing");
    Revision revision;
    revision.number = number;
    revision.hash = text(payload, "hash");
    revision.message = stored.event.title;
    revision.who = stored.event.who;
    revision.at = stored.event.at;
    revision.environment = EnvironmentName{text(payload, "environment")};
    if (const auto back = integer(payload, "goesBackTo"))
        revision.goesBackTo = RevisionNumber{static_cast<std::uint64_t>(*back)};
    for (const Tree &gateway : payload["gateways"]) {
        GatewayOutcome outcome;
        outcome.gateway = GatewayName{gateway.is_string() ? gateway.get<std::string>() : std::string()};
        outcome.at = revision.at;
        revision.outcomes.push_back(std::move(outcome));
    }
    return RevisionStarted{std::move(revision), Sequence{*document}};
}

} // namespace

NewEvent encode(const RevisionEvent &event)
{
    if (const auto *started = std::get_if<RevisionStarted>(&event))
        return encodeStarted(*started);
    NewEvent encoded;
    if (const auto *outcome = std::get_if<RevisionOutcome>(&event)) {
        encoded.type = Outcome;
        encoded.payload = Tree{{"number", static_cast<std::uint64_t>(outcome->number)},
                               {"outcome", toTree(outcome->outcome)}}
                              .dump();
    } else if (const auto *finished = std::get_if<RevisionFinished>(&event)) {
        encoded.type = Finished;
        encoded.payload = Tree{{"number", static_cast<std::uint64_t>(finished->number)}}.dump();
    }
    return encoded;
}

Result<RevisionEvent> decodeRevisionEvent(const StoredEvent &stored)
{
    const Tree payload = Tree::parse(stored.event.payload, nullptr, false);
    const auto number = payload.is_object() ? integer(payload, "number") : std::nullopt;
    if (!number)
        return unreadable(stored, "the number is missing");
    const RevisionNumber revision{static_cast<std::uint64_t>(*number)};
    if (stored.event.type == Started)
        return decodeStarted(stored, payload, revision);
    if (stored.event.type == Finished)
        return RevisionFinished{revision};
    const auto outcome = payload.contains("outcome") ? outcomeFrom(payload["outcome"]) : std::nullopt;
    if (stored.event.type != Outcome || !outcome)
        return unreadable(stored, "the type is not known, or outcome is missing");
    return RevisionOutcome{revision, *outcome};
}

void take(std::vector<KeptRevision> &revisions, const RevisionEvent &event)
{
    if (const auto *started = std::get_if<RevisionStarted>(&event)) {
        revisions.push_back({started->revision, started->document});
        return;
    }
    const auto *outcome = std::get_if<RevisionOutcome>(&event);
    const auto *finished = std::get_if<RevisionFinished>(&event);
    const RevisionNumber number = outcome ? outcome->number : finished->number;
    const auto kept =
        std::find_if(revisions.begin(), revisions.end(),
                     [number](const KeptRevision &candidate) { return candidate.revision.number == number; });
    if (kept == revisions.end())
        return;
    if (finished) {
        kept->revision.finished = true;
        return;
    }
    for (GatewayOutcome &known : kept->revision.outcomes) {
        if (known.gateway == outcome->outcome.gateway)
            known = outcome->outcome;
    }
}

} // namespace gatehouse
