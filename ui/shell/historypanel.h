#pragma once

#include <QtWidgets/QFrame>

namespace gatehouse {

class Card;
class DataTable;
class HistoryModel;
class WorkspaceSession;

/// Every command that changed the draft, newest first, with who and when; the way back and forth is undo and
/// redo.
class HistoryPanel final : public QFrame
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(HistoryPanel)

public:
    /// The session outlives the panel.
    explicit HistoryPanel(WorkspaceSession &session, QWidget *parent = nullptr);

Q_SIGNALS:
    void closeRequested();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void refresh();

    WorkspaceSession &m_session;
    Card *m_card;
    HistoryModel *m_model;
    DataTable *m_table;
    QWidget *m_undo;
    QWidget *m_redo;
};

} // namespace gatehouse
