#include "ui/shell/problemspanel.h"

#include "ui/shell/problemsmodel.h"
#include "ui/theme/theme.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/card.h"
#include "ui/widgets/datatable.h"
#include "ui/widgets/pillcell.h"
#include "ui/widgets/textcell.h"

#include <QtGui/QPainter>
#include <QtWidgets/QBoxLayout>
#include <QtWidgets/QToolButton>

namespace gatehouse {

namespace {

constexpr int ShownRows = 6;
constexpr int RowHeight = 28;

} // namespace

ProblemsPanel::ProblemsPanel(QWidget *parent)
    : QFrame(parent)
    , m_card(new Card(tr("Problems")))
    , m_model(new ProblemsModel(this))
    , m_table(new DataTable(tr("Problems")))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(20, 0, 20, 14);
    column->addWidget(m_card);
    auto *close = iconButton(Icon::Close, tr("Hide the problems"));
    connect(close, &QToolButton::clicked, this, &ProblemsPanel::closeRequested);
    m_card->addAtEnd(close);
    m_table->setModel(m_model);
    m_table->setColumns({{new PillCell, 100, false, 0},
                         {new TextCell(TextKind::Mono, Role::Muted), 74, false, 2},
                         {new TextCell, 150, false, 1},
                         {new TextCell, 260, true, 0},
                         {new TextCell, 200, true, 3}});
    m_table->setRowHeight(RowHeight);
    m_table->setFittedRows(ShownRows);
    m_card->body()->addWidget(m_table);
    connect(m_table, &QAbstractItemView::activated, this,
            [this](const QModelIndex &index) { Q_EMIT findingChosen(m_model->finding(index.row())); });
    connect(m_table, &QAbstractItemView::clicked, this,
            [this](const QModelIndex &index) { Q_EMIT findingChosen(m_model->finding(index.row())); });
}

void ProblemsPanel::setFindings(const std::vector<PlacedFinding> &findings)
{
    m_model->setFindings(findings);
    m_card->setCount(QString::number(findings.size()));
    m_card->setNote(findings.empty() ? tr("The document has no problems") : tr("A row leads to its place"));
}

void ProblemsPanel::paintEvent(QPaintEvent *)
{
    QPainter(this).fillRect(rect(), themeOf(this)[Role::Window]);
}

} // namespace gatehouse

#include "moc_problemspanel.cpp"
