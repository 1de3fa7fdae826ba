#pragma once

#include "core/base/name.h"
#include "ui/widgets/page.h"

#include <chrono>

class QVBoxLayout;

namespace gatehouse {

class AlertRows;
class Card;
class ChartPlot;
class DataTable;
class EmptyState;
class FleetRows;
class GatewayMonitor;
class KeyFigures;
class RoleLabel;
class Segmented;
class ServiceRows;
class Timeline;
class WorkspaceSession;

/// How everything is doing, as the gateways say each second.
class OverviewPage final : public Page
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(OverviewPage)

public:
    /// Both outlive the page.
    OverviewPage(WorkspaceSession &session, GatewayMonitor &monitor, QWidget *parent = nullptr);

private:
    void buildHeader();
    QWidget *makeServices();
    QWidget *makeSide();
    void addBreakers(Card *card);
    void addBulkhead(Card *card);
    void refresh();
    void refreshBreakers();
    void refreshBulkhead();
    void refreshEmptiness();
    void select(int row);

    WorkspaceSession &m_session;
    GatewayMonitor &m_monitor;
    std::chrono::milliseconds m_range{300'000};
    ServiceName m_selected;
    Segmented *m_ranges;
    EmptyState *m_empty;
    KeyFigures *m_figures;
    QWidget *m_contents;
    ServiceRows *m_services;
    DataTable *m_serviceTable;
    Card *m_serviceCard;
    Timeline *m_timeline;
    RoleLabel *m_bulkheadTitle;
    RoleLabel *m_bulkheadNote;
    ChartPlot *m_bulkhead;
    AlertRows *m_alerts;
    Card *m_alertCard;
    DataTable *m_alertTable;
    QWidget *m_noAlerts;
    FleetRows *m_fleet;
    Card *m_fleetCard;
    DataTable *m_fleetTable;
};

} // namespace gatehouse
