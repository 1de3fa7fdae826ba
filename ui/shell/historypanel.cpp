#include "ui/shell/historypanel.h"

#include "core/control/workspacesession.h"
#include "ui/shell/historymodel.h"
#include "ui/theme/theme.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/card.h"
#include "ui/widgets/datatable.h"
#include "ui/widgets/entrycell.h"

#include <QtGui/QPainter>
#include <QtWidgets/QBoxLayout>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QToolButton>

namespace gatehouse {

HistoryPanel::HistoryPanel(WorkspaceSession &session, QWidget *parent)
    : QFrame(parent)
    , m_session(session)
    , m_card(new Card(tr("History")))
    , m_model(new HistoryModel(this))
    , m_table(new DataTable(tr("History of edits")))
{
    setFixedWidth(scaled(340));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 20, 20, 20);
    column->addWidget(m_card);
    auto *close = iconButton(Icon::Close, tr("Hide the history"));
    connect(close, &QToolButton::clicked, this, &HistoryPanel::closeRequested);
    m_card->addAtEnd(close);
    m_table->setModel(m_model);
    m_table->setListCell(new EntryCell, EntryCell::entryHeight());
    m_card->body()->addWidget(m_table, 1);
    auto *foot = new QWidget;
    auto *row = new QHBoxLayout(foot);
    row->setContentsMargins(0, 0, 0, 0);
    auto *undo = plainButton(tr("Undo"));
    auto *redo = plainButton(tr("Redo"));
    row->addWidget(undo);
    row->addWidget(redo);
    row->addStretch(1);
    m_card->addRule();
    m_card->addPadded(foot);
    m_undo = undo;
    m_redo = redo;
    connect(undo, &QPushButton::clicked, this, [this] { static_cast<void>(m_session.undo()); });
    connect(redo, &QPushButton::clicked, this, [this] { static_cast<void>(m_session.redo()); });
    connect(&m_session, &WorkspaceSession::undoStateChanged, this, &HistoryPanel::refresh);
    refresh();
}

void HistoryPanel::refresh()
{
    const std::vector<HistoryEntry> history = m_session.history();
    m_model->setHistory(history);
    m_card->setCount(QString::number(history.size()));
    m_undo->setEnabled(m_session.canUndo());
    m_redo->setEnabled(m_session.canRedo());
    m_undo->setToolTip(QString::fromStdString(m_session.undoTitle()));
    m_redo->setToolTip(QString::fromStdString(m_session.redoTitle()));
}

void HistoryPanel::paintEvent(QPaintEvent *)
{
    QPainter(this).fillRect(rect(), themeOf(this)[Role::Window]);
}

} // namespace gatehouse

#include "moc_historypanel.cpp"
