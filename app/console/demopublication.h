#pragma once

#include <QtCore/QObject>

namespace gatehouse {

class WorkspaceRoom;

/// Publishes the demo's document once, so that the demo begins with both gateways in sync. HAProxy starts
/// with a configuration of ours that has no mark: it is adopted.
class DemoPublication final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(DemoPublication)

public:
    DemoPublication(WorkspaceRoom &room, QObject *parent);

private:
    void publish();

    WorkspaceRoom &m_room;
    bool m_done = false;
};

} // namespace gatehouse
