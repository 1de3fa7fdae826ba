#pragma once

#include "core/control/workspacesession.h"

#include <QtWidgets/QFrame>

namespace gatehouse {

class Card;
class DataTable;
class ProblemsModel;

/// The findings of the whole document, at the foot of the window; a row leads to its object.
class ProblemsPanel final : public QFrame
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ProblemsPanel)

public:
    explicit ProblemsPanel(QWidget *parent = nullptr);

    void setFindings(const std::vector<PlacedFinding> &findings);
    DataTable *table() const { return m_table; }

Q_SIGNALS:
    void findingChosen(const gatehouse::PlacedFinding &finding);
    void closeRequested();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    Card *m_card;
    ProblemsModel *m_model;
    DataTable *m_table;
};

} // namespace gatehouse
