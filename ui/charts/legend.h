#pragma once

#include "ui/theme/role.h"

#include <QWidget>

#include <vector>

namespace gatehouse {

/// What the colours of a chart stand for, in the header of its card.
class Legend final : public QWidget
{
    Q_OBJECT

public:
    enum class Key {
        Line,
        Fill,
        Dashes, ///< A limit.
    };

    struct Entry
    {
        QString word;
        Role role = Role::Accent;
        Key key = Key::Line;
    };

    explicit Legend(QWidget *parent = nullptr);

    void setEntries(std::vector<Entry> entries);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    std::vector<Entry> m_entries;
};

} // namespace gatehouse
