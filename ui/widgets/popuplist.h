#pragma once

#include <QFrame>

#include <vector>

class QListView;

namespace gatehouse {

struct PopupItem;
class PopupModel;
class RoleLabel;
class SearchField;

/// A list to choose from with a field to filter it: the pickers and the command palette. The arrow keys move,
/// Return chooses, Escape closes.
class PopupList final : public QFrame
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(PopupList)

public:
    explicit PopupList(const QString &placeholder, QWidget *parent);

    void setItems(std::vector<PopupItem> items);
    /// What stands there when nothing fits.
    void setNothingFound(const QString &sentence);

    /// Opens under a button or field, at least as wide as it.
    void openBelow(QWidget *anchor);
    /// Opens in the middle of a window's upper part.
    void openIn(QWidget *window);

    SearchField *field() const { return m_field; }
    QListView *list() const { return m_list; }

Q_SIGNALS:
    /// The user chose; the popup is closed already.
    void chosen(const QString &id);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    bool handleKey(int key);
    void moveChoice(int step);
    void choose(const QModelIndex &index);
    void filter(const QString &query);
    void fit(int width);
    void open(const QPoint &topLeft, int width);

    SearchField *m_field;
    QListView *m_list;
    RoleLabel *m_nothing;
    PopupModel *m_model;
};

} // namespace gatehouse
