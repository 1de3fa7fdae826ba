#pragma once

#include "core/drivers/haproxy/configfacts.h"
#include "core/drivers/haproxy/connection.h"
#include "core/drivers/haproxy/drivercall.h"
#include "core/drivers/haproxy/observation.h"

#include <functional>
#include <optional>
#include <string>

namespace gatehouse::haproxy {

/// Sets state and weight of an endpoint at once, in the running worker, and reads them back.
class OverrideCall final : public DriverCall<void>
{
public:
    struct Task
    {
        std::string service;
        Address endpoint;
        ServerOverride wanted; ///< none: as in the document
        std::function<void()> whenDone{}; ///< told of success before the call ends
    };

    OverrideCall(QObject *parent, Connection &connection, Task task, std::chrono::milliseconds deadline);

    void start();

private:
    void send(const Observation &seen);
    void sent(const std::string &said);
    void readBack(const std::string &said);

    Connection &m_connection;
    Task m_task;
    std::string m_server; ///< backend/server
    int m_weight = 1; ///< in HAProxy's scale
    EndpointState m_state = EndpointState::Active;
};

} // namespace gatehouse::haproxy
