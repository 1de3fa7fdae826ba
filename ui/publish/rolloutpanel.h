#pragma once

#include "core/base/name.h"
#include "core/control/publisher.h"

#include <QtWidgets/QWidget>

#include <set>

class QVBoxLayout;

namespace gatehouse {

/// The gateways of a plan or a publication, one below the other: what would be done to each, what is being
/// done, what came of it; and the choices that a push needs from the user (adopt, overwrite, leave out).
class RolloutPanel final : public QWidget
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(RolloutPanel)

public:
    explicit RolloutPanel(Publisher &publisher, QWidget *parent = nullptr);

    void refresh();
    /// What the user chose, without message and name.
    PublishOrder order() const;
    /// A new plan asks anew.
    void forget();

Q_SIGNALS:
    void orderChanged();
    /// Both sides of a conflict shall be shown.
    void conflictRequested(const gatehouse::GatewayName &gateway);

private:
    QWidget *makeEntry(const GatewayPlan &plan);
    void addChoice(QVBoxLayout *column, const QString &text, std::set<GatewayName> &chosen,
                   const GatewayName &gateway);
    QString describe(const GatewayPlan &plan) const;
    QString signature() const;

    Publisher &m_publisher;
    QVBoxLayout *m_column;
    QWidget *m_list = nullptr;
    QString m_shown;
    std::set<GatewayName> m_adopt;
    std::set<GatewayName> m_overwrite;
    std::set<GatewayName> m_leaveOut;
};

} // namespace gatehouse
