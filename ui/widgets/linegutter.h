#pragma once

#include <QWidget>

namespace gatehouse {

class CodeView;

/// The column of line numbers beside a CodeView.
class LineGutter final : public QWidget
{
    Q_OBJECT

public:
    explicit LineGutter(CodeView *view);

    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    bool event(QEvent *event) override;

private:
    CodeView *m_view;
};

} // namespace gatehouse
