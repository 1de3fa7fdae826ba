#pragma once

#include <QtWidgets/QWidget>

#include <chrono>

namespace gatehouse {

class GatewayMonitor;
class KeyFigure;

/// The six figures that sum the fleet up.
class KeyFigures final : public QWidget
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(KeyFigures)

public:
    explicit KeyFigures(QWidget *parent = nullptr);

    void refresh(const GatewayMonitor &monitor, std::chrono::milliseconds range);

private:
    KeyFigure *m_requests;
    KeyFigure *m_errors;
    KeyFigure *m_latency;
    KeyFigure *m_breakers;
    KeyFigure *m_bulkheads;
    KeyFigure *m_sync;
};

} // namespace gatehouse
