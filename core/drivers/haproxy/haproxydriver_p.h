#pragma once

#include "core/drivers/haproxy/haproxydriver.h"

#include "core/drivers/haproxy/overridecall.h"
#include "core/drivers/haproxy/pushcall.h"
#include "core/drivers/haproxy/readcalls.h"
#include "core/drivers/haproxy/rendercontext.h"
#include "core/drivers/haproxy/renderer.h"

#include <QtCore/QObject>

#include <vector>

namespace gatehouse {

class HaproxyDriver::Private
{
public:
    Private(Gateway entry, DriverContext given, haproxy::Connection::Places places);

    Result<void> mayPush() const;
    QFuture<Result<PushOutcome>> startPush(haproxy::PushTask task, CallOptions options);

    Gateway gateway;
    DriverContext context;
    haproxy::RenderOptions rendering;
    haproxy::Connection connection;
    haproxy::OwnActs own;
    haproxy::TelemetryMemory memory;
    std::vector<haproxy::PushCall *> pushes; ///< the first is under way
    QObject calls; ///< parent of all that is under way: goes first

private:
    void pushEnded(const QObject *call);
};

} // namespace gatehouse
