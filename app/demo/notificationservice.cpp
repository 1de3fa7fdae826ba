#include "app/demo/notificationservice.h"

#include "app/demo/customerservice.h"
#include "core/base/units.h"

namespace gatehouse::demo {

namespace {

/// How long sending takes.
constexpr std::chrono::milliseconds SendingTime{200};

} // namespace

NotificationService::NotificationService(const Clock &clock, std::uint64_t seed)
    : m_clock(clock)
    , m_random(seed)
{
    m_notifications.seed("1",
                         {"1", "email", "ada.albers@example.com", "Your order 5001 is on its way.",
                          clock.wallNow() - std::chrono::hours{1}});
}

WebResponse NotificationService::handle(const WebRequest &request)
{
    const std::optional<std::vector<std::string>> path = request.segments();
    if (!path || path->empty() || path->front() != "notifications" || path->size() > 2)
        return notFound("resource");
    const bool reads = request.method == "GET" || request.method == "HEAD";
    if (path->size() == 1) {
        if (request.method == "POST")
            return create(request.body);
        if (!reads)
            return methodNotAllowed("GET, HEAD, POST");
        return ok(m_notifications.page(
            "notifications", pageOf(request), [](const Notification &) { return true; },
            [this](const Notification &notification) { return toJson(notification); }));
    }
    const Notification *notification = m_notifications.find(path->back());
    if (!notification)
        return notFound("notification");
    return reads ? ok(toJson(*notification)) : methodNotAllowed("GET, HEAD");
}

WebResponse NotificationService::create(const std::string &body)
{
    const std::optional<Json> object = objectOf(body);
    if (!object)
        return invalid("the body is no JSON object");
    const std::optional<std::string> channel = textOf(*object, "channel");
    if (channel != "email" && channel != "sms" && channel != "push")
        return invalid("channel must be email, sms or push");
    const std::optional<std::string> recipient = textOf(*object, "recipient");
    const std::optional<std::string> message = textOf(*object, "message");
    if (!recipient || !message)
        return invalid("recipient and message are required");
    Notification notification{newId(m_random), *channel, *recipient, *message, m_clock.wallNow()};
    const Json json = toJson(notification);
    const std::string id = notification.id;
    m_notifications.create(id, std::move(notification));
    WebResponse response = created(json, "/notifications/" + id);
    response.status = 202;
    return response;
}

Json NotificationService::toJson(const Notification &notification) const
{
    Json json;
    json["notification_id"] = notification.id;
    json["channel"] = notification.channel;
    json["recipient"] = notification.recipient;
    json["message"] = notification.message;
    json["status"] = m_clock.wallNow() - notification.createdAt < SendingTime ? "queued" : "sent";
    json["created_at"] = formatTime(notification.createdAt);
    return json;
}

} // namespace gatehouse::demo
