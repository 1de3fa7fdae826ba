#pragma once

#include "core/control/publisher.h"
#include "core/events/revision.h"
#include "ui/widgets/page.h"

#include <optional>

class QLineEdit;
class QPlainTextEdit;
class QPushButton;

namespace gatehouse {

class Banner;
class Card;
class ChangeRows;
class CheckRows;
class DataTable;
class DifferencePanel;
class FidelityRows;
class FormField;
class RevisionRows;
class RolloutPanel;
class WorkspaceSession;

/// What a push would do, the push itself, and the way back: message, changes, checks, the difference in the
/// model and in each gateway's text, rollout, fidelity and history.
class PublishPage final : public Page
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(PublishPage)

public:
    /// Both outlive the page.
    PublishPage(WorkspaceSession &session, Publisher &publisher, QWidget *parent = nullptr);

    bool canRun(const QString &ability) const override;
    void run(const QString &ability) override;

private:
    void buildHeader();
    QWidget *makeLeft();
    QWidget *makeRight();
    void connectPublisher();
    void review();
    void reviewRollBack(std::optional<RevisionNumber> number);
    std::optional<RevisionNumber> previous() const;
    void refresh();
    void refreshChecks();
    void refreshButtons();
    void refreshBanner();
    void publish();
    PublishOrder order() const;

    WorkspaceSession &m_session;
    Publisher &m_publisher;
    QPushButton *m_review;
    QPushButton *m_back;
    QPushButton *m_cancel;
    QPushButton *m_publish;
    Banner *m_banner;
    QPlainTextEdit *m_message;
    QLineEdit *m_name;
    FormField *m_nameField;
    Card *m_changeCard;
    ChangeRows *m_changes;
    DataTable *m_changeTable;
    Card *m_checkCard;
    CheckRows *m_checks;
    DataTable *m_checkTable;
    DifferencePanel *m_difference;
    Card *m_rolloutCard;
    RolloutPanel *m_rollout;
    FidelityRows *m_fidelity;
    DataTable *m_fidelityTable;
    Card *m_historyCard;
    RevisionRows *m_revisions;
    DataTable *m_historyTable;
    QPushButton *m_backTo;
};

} // namespace gatehouse
