#pragma once

#include <QtWidgets/QPushButton>

namespace gatehouse {

/// Looks like a search field and opens the palette: a field that would only pass its first key on is a
/// button.
class SearchButton final : public QPushButton
{
    Q_OBJECT

public:
    explicit SearchButton(QWidget *parent = nullptr);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
};

} // namespace gatehouse
