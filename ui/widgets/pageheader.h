#pragma once

#include <QWidget>

class QHBoxLayout;

namespace gatehouse {

class ElidedLabel;

/// The head of a page: its title, one line about what is shown, and its actions at the right.
class PageHeader final : public QWidget
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(PageHeader)

public:
    explicit PageHeader(const QString &title, QWidget *parent = nullptr);

    void setTitle(const QString &title);
    void setSubtitle(const QString &subtitle);
    void addAction(QWidget *widget);

private:
    QHBoxLayout *m_row;
    ElidedLabel *m_title;
    ElidedLabel *m_subtitle;
};

} // namespace gatehouse
