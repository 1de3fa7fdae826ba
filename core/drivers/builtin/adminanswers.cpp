#include "core/drivers/builtin/adminanswers.h"

#include "core/model/telemetrycodec.h"

#include <fmt/format.h>

namespace gatehouse {

namespace {

Tree parsed(const AdminReply &reply)
{
    return Tree::parse(reply.body.constData(), reply.body.constData() + reply.body.size(), nullptr, false);
}

std::string textAt(const Tree &tree, const char *key)
{
    return tree.is_object() && tree.contains(key) && tree.at(key).is_string()
        ? tree.at(key).get<std::string>()
        : std::string();
}

std::string findingLines(const Tree &tree)
{
    std::string lines;
    if (!tree.is_object() || !tree.contains("findings") || !tree.at("findings").is_array())
        return lines;
    for (const Tree &finding : tree.at("findings"))
        lines += fmt::format("{} {} {}: {}\n", textAt(finding, "severity"), textAt(finding, "code"),
                             textAt(finding, "pointer"), textAt(finding, "message"));
    return lines;
}

auto notOurs(const std::string &where)
{
    return failure(ErrorKind::Unsupported, "What answers there is no built-in gateway.", where,
                   "Check the admin address of the gateway.");
}

} // namespace

Error errorOf(const AdminReply &reply, const std::string &where)
{
    const Tree body = parsed(reply);
    std::string message = textAt(body, "message");
    if (message.empty())
        message = fmt::format("The gateway answered {}.", reply.status);
    switch (reply.status) {
    case 401:
    case 403:
        return {ErrorKind::Refused, "The gateway does not accept the token.", where,
                "Enter its token on the Gateways page.", message};
    case 404:
        return {ErrorKind::NotFound, message, where};
    case 409:
        return {ErrorKind::Refused, message, where};
    case 412:
        return {ErrorKind::Conflict, "Someone else changed the gateway's configuration.", where,
                "Look at what is there now, then decide.", message};
    case 413:
        return {ErrorKind::Rejected, "The document is too large for the gateway.", where, {}, message};
    case 422:
        return {ErrorKind::Rejected, "The gateway refused the configuration.", where, "Mend what it names.",
                findingLines(body).empty() ? message : findingLines(body)};
    default:
        break;
    }
    const ErrorKind kind = reply.status >= 500 ? ErrorKind::Unreachable : ErrorKind::Unsupported;
    return {kind, message, where};
}

Result<GatewayIdentity> identityOf(const AdminReply &status, const std::string &where)
{
    if (status.status != 200)
        return tl::unexpected<Error>(errorOf(status, where));
    const Tree body = parsed(status);
    if (!body.is_object() || !body.contains("gateway") || !body.contains("version"))
        return notOurs(where);
    GatewayIdentity identity;
    identity.make = "builtin";
    identity.version = textAt(body, "version");
    identity.hash = textAt(body, "hash");
    if (body.contains("revision") && body.at("revision").is_number_unsigned())
        identity.revision = body.at("revision").get<std::uint64_t>();
    // The process is told from its successor by its number and, to the second, when it began.
    if (body.contains("pid") && body.at("pid").is_number())
        identity.instance =
            fmt::format("{} {}", body.at("pid").get<std::int64_t>(), textAt(body, "startedAt").substr(0, 19));
    return identity;
}

Result<LiveConfig> liveConfigOf(const AdminReply &config, const std::string &where)
{
    if (config.status != 200)
        return tl::unexpected<Error>(errorOf(config, where));
    if (config.etag.isEmpty())
        return notOurs(where);
    LiveConfig live;
    live.text = config.body.toStdString();
    live.concurrencyMark = config.etag.toStdString();
    ReadOutcome read = readDocument(live.text, TextFormat::Json);
    if (read.document)
        live.document = std::move(*read.document);
    live.drift.kind = DriftKind::None;
    return live;
}

Result<Telemetry> telemetryOf(const AdminReply &reply, const std::string &where)
{
    if (reply.status != 200)
        return tl::unexpected<Error>(errorOf(reply, where));
    Result<Telemetry> telemetry =
        decodeTelemetry(std::string_view(reply.body.constData(), std::size_t(reply.body.size())));
    if (!telemetry)
        return failure(ErrorKind::Unsupported, "The gateway's telemetry cannot be read.", where, {},
                       telemetry.error().message);
    return telemetry;
}

} // namespace gatehouse
