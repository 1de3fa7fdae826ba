#pragma once

#include <QScrollArea>

class QVBoxLayout;

namespace gatehouse {

/// What a page stands in: scrolls up and down where the window is low, never sideways.
class PageScroll final : public QScrollArea
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(PageScroll)

public:
    explicit PageScroll(QWidget *parent = nullptr);

    /// The page's column: 20 px around it, 14 px between its parts.
    QVBoxLayout *body() const { return m_body; }

private:
    QVBoxLayout *m_body;
};

} // namespace gatehouse
