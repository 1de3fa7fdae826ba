#pragma once

#include "core/control/workspacesession.h"
#include "core/routing/explain.h"
#include "ui/widgets/card.h"

class QComboBox;
class QLineEdit;

namespace gatehouse {

class CandidateRows;
class DataTable;
class Paragraph;
class StepCard;

/// What would become of a request: in the draft as it is edited, and in what was published last, side by
/// side; below, why no other route gets it.
class ExplainPanel final : public QWidget
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ExplainPanel)

public:
    explicit ExplainPanel(WorkspaceSession &session, QWidget *parent = nullptr);

    void focusPath();

Q_SIGNALS:
    void routeChosen(const QString &route);

private:
    QWidget *makeQuestion();
    void ask();
    void askLive();
    void showOutcome(StepCard *route, StepCard *answer, const Result<Explanation> &explanation);
    ExplainRequest request() const;

    WorkspaceSession &m_session;
    QComboBox *m_method;
    QLineEdit *m_target;
    QLineEdit *m_host;
    QLineEdit *m_header;
    StepCard *m_draftRoute;
    StepCard *m_draftAnswer;
    StepCard *m_liveRoute;
    StepCard *m_liveAnswer;
    CandidateRows *m_candidates;
    DataTable *m_table;
    Card *m_card;
    bool m_asked = false;
};

} // namespace gatehouse
