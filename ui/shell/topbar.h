#pragma once

#include <QtWidgets/QFrame>

class QPushButton;

namespace gatehouse {

class Badge;
class PickerButton;

/// The bar over everything: the workspace, its environment, the way to the palette, what the draft holds, and
/// the way to publish it. Words only come from outside; it decides nothing.
class TopBar final : public QFrame
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(TopBar)

public:
    explicit TopBar(QWidget *parent = nullptr);

    /// Empty: no workspace is open, and all that is about one is hidden.
    void setWorkspace(const QString &name);
    void setEnvironment(const QString &name);
    /// Of the draft against what was published; "first revision" where nothing was.
    void setDraft(int changes, bool firstRevision);
    /// While a publication runs: its number, and how many gateways are done of how many. 0 ends it.
    void setPublishing(quint64 revision, int done, int of);

    PickerButton *workspaceButton() const { return m_workspace; }
    PickerButton *environmentButton() const { return m_environment; }
    QPushButton *searchButton() const { return m_search; }

Q_SIGNALS:
    void workspaceMenuRequested();
    void environmentMenuRequested();
    void searchRequested();
    void publishRequested();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    PickerButton *m_workspace;
    PickerButton *m_environment;
    QPushButton *m_search;
    Badge *m_draft;
    QPushButton *m_publish;
    bool m_open = false;
    int m_changes = 0;
    bool m_first = false;
    bool m_publishing = false;

    void showDraft();
};

} // namespace gatehouse
