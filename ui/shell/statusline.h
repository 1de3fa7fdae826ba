#pragma once

#include "core/control/fleetview.h"
#include "core/control/workspacesession.h"

#include <QtWidgets/QFrame>

namespace gatehouse {

class GatewayMonitor;
class LinkButton;
class RoleLabel;

/// The line under everything: connection, what is live, problems, how old the newest sample is, what is
/// saved.
class StatusLine final : public QFrame
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(StatusLine)

public:
    explicit StatusLine(QWidget *parent = nullptr);

    void showNothingOpen();
    void showFleet(const FleetView &fleet);
    /// Null: nothing was published.
    void showRevision(const Revision *revision, int appliedOn);
    void showProblems(const std::vector<PlacedFinding> &findings, bool current);
    /// `behind`: the draft is not in the file that was opened in place.
    void showSaved(const SavedState &state, bool behind);

Q_SIGNALS:
    void problemsRequested();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    RoleLabel *m_connection;
    RoleLabel *m_revision;
    LinkButton *m_problems;
    RoleLabel *m_problemGlyph;
    RoleLabel *m_age;
    RoleLabel *m_saved;
};

} // namespace gatehouse
