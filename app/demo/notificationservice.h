#pragma once

#include "app/demo/demoservice.h"
#include "app/demo/shelf.h"
#include "core/base/clock.h"
#include "core/base/random.h"

#include <cstdint>
#include <string>

namespace gatehouse::demo {

struct Notification
{
    std::string id;
    std::string channel; ///< email, sms, push
    std::string recipient;
    std::string message;
    WallTime createdAt{};
};

/// GET and POST /notifications; GET /notifications/{id}. One that was taken counts as sent a moment later.
class NotificationService final : public DemoService
{
public:
    NotificationService(const Clock &clock, std::uint64_t seed);

    WebResponse handle(const WebRequest &request) override;

private:
    WebResponse create(const std::string &body);
    Json toJson(const Notification &notification) const;

    const Clock &m_clock;
    Random m_random;
    Shelf<Notification> m_notifications;
};

} // namespace gatehouse::demo
