#pragma once

#include "ui/theme/icon.h"

#include <QFrame>

#include <vector>

class QButtonGroup;
class QVBoxLayout;

namespace gatehouse {

class NavButton;
class RoleLabel;

struct NavItem
{
    QString section; ///< A heading before this item; empty continues the section.
    Icon icon = Icon::Overview;
    QString text;
};

/// The navigation at the left: pages under headings, 200 px wide or icons alone. One tab stop; the arrow keys
/// move between pages.
class NavRail final : public QFrame
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(NavRail)

public:
    explicit NavRail(const std::vector<NavItem> &items, QWidget *parent = nullptr);

    void setCollapsed(bool collapsed);
    bool isCollapsed() const { return m_collapsed; }

    /// Marks a page as the current one, without emitting.
    void select(int page);
    int current() const;
    NavButton *button(int page) const { return m_buttons[size_t(page)]; }

    /// Puts a widget at the bottom; it is hidden while the rail is collapsed.
    void addAtBottom(QWidget *widget);

Q_SIGNALS:
    /// The user chose a page.
    void chosen(int page);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void applyWidth();

    QVBoxLayout *m_column;
    QButtonGroup *m_group;
    std::vector<NavButton *> m_buttons;
    std::vector<QWidget *> m_wordy;
    bool m_collapsed = false;
};

} // namespace gatehouse
