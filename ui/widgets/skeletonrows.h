#pragma once

#include <QTimer>
#include <QWidget>

namespace gatehouse {

/// Pale bars where rows will be. They appear only after 200 ms, so that what comes at once does not flicker.
class SkeletonRows final : public QWidget
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(SkeletonRows)

public:
    explicit SkeletonRows(int rows = 6, QWidget *parent = nullptr);

    bool isShowing() const { return m_showing; }

    QSize sizeHint() const override;

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    QTimer m_delay;
    int m_rows;
    bool m_showing = false;
};

} // namespace gatehouse
