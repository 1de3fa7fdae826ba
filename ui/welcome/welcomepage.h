#pragma once

#include "core/base/error.h"

#include <QtWidgets/QWidget>

#include <vector>

class QComboBox;
class QLineEdit;
class QPushButton;

namespace gatehouse {

class Banner;
class Card;
class DataTable;
class FormField;
class Paragraph;
class RecentModel;
class SearchField;

/// What of this machine the welcome page tells: a program or service, and where it is.
struct FoundHere
{
    QString what;
    QString where;
    bool there = false;
};

/// The window without a workspace: the demo, ways to begin, recent files, reading a running gateway. It only
/// asks by signals.
class WelcomePage final : public QWidget
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(WelcomePage)

public:
    explicit WelcomePage(QWidget *parent = nullptr);

    void setRecent(const QStringList &files);
    void setFound(const std::vector<FoundHere> &found);
    /// Makes that can be read, with the stable word of each.
    void setMakes(const std::vector<std::pair<QString, QString>> &titlesAndWords);
    /// What is being done; an empty sentence: nothing. Buttons rest meanwhile.
    void setBusy(const QString &sentence);
    void showError(const Error &error);
    /// The admin address or the token was not good.
    void showGatewayError(const QString &sentence);

Q_SIGNALS:
    void demoRequested();
    void newRequested();
    void openRequested();
    void fileChosen(const QString &path);
    void clearRecentRequested();
    /// `make` is the stable word; `token` may be empty.
    void gatewayRequested(const QString &make, const QString &address, const QString &token);

protected:
    void paintEvent(QPaintEvent *event) override;
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dropEvent(QDropEvent *event) override;

private:
    QWidget *makeDemo();
    QWidget *makeBegin();
    QWidget *makeFound();
    QWidget *makeRecent();
    QWidget *makeGateway();
    void readGateway();

    Banner *m_error;
    Paragraph *m_busy;
    QPushButton *m_start;
    RecentModel *m_recent;
    DataTable *m_recentTable;
    Card *m_recentCard;
    QWidget *m_noRecent;
    Card *m_foundCard;
    QWidget *m_foundList = nullptr;
    QComboBox *m_make;
    QLineEdit *m_address;
    QLineEdit *m_token;
    FormField *m_addressField;
    std::vector<QWidget *> m_rests; ///< while busy
};

} // namespace gatehouse
