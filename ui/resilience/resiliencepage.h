#pragma once

#include "core/base/name.h"
#include "core/model/values.h"
#include "ui/widgets/page.h"

#include <optional>
#include <vector>

class QPushButton;

namespace gatehouse {

class BreakerList;
class Card;
class ChartPlot;
class DataTable;
class EmptyState;
class GatewayBreakers;
class GatewayHub;
class GatewayMonitor;
class LimitsForm;
class Paragraph;
class Segmented;
class Timeline;
class WorkspaceSession;

/// How each service fails and how it is contained: breakers with state, since and reason, bulkheads against
/// their limits, and the editors of both.
class ResiliencePage final : public Page
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ResiliencePage)

public:
    /// All outlive the page.
    ResiliencePage(WorkspaceSession &session, GatewayMonitor &monitor, GatewayHub &hub,
                   QWidget *parent = nullptr);

    bool canRun(const QString &ability) const override;
    void run(const QString &ability) override;
    void showObject(const QString &kind, const QString &name, const QString &pointer) override;

private:
    QWidget *makeLeft();
    QWidget *makeMiddle();
    void select(const QString &name);
    void refresh();
    void refreshForce();
    void refreshCharts();
    void force(std::optional<BreakerMode> mode);
    std::vector<GatewayName> able() const;

    WorkspaceSession &m_session;
    GatewayMonitor &m_monitor;
    GatewayHub &m_hub;
    QString m_selected;
    BreakerList *m_breakers;
    DataTable *m_breakerTable;
    EmptyState *m_empty;
    GatewayBreakers *m_gateways;
    DataTable *m_gatewayTable;
    Card *m_gatewayCard;
    Segmented *m_force;
    Paragraph *m_forceNote;
    Card *m_breakerCard;
    ChartPlot *m_failures;
    Timeline *m_timeline;
    Card *m_bulkheadCard;
    ChartPlot *m_bulkhead;
    LimitsForm *m_form;
};

} // namespace gatehouse
