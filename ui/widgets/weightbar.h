#pragma once

#include <QWidget>

#include <vector>

namespace gatehouse {

/// How traffic is split by weights: one bar whose parts are as long as their shares.
class WeightBar final : public QWidget
{
    Q_OBJECT

public:
    struct Share
    {
        QString name;
        double weight = 0; ///< Shares are relative; 0 takes no room.

        bool operator==(const Share &) const = default;
    };

    explicit WeightBar(QWidget *parent = nullptr);

    void setShares(std::vector<Share> shares);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    bool event(QEvent *event) override;

private:
    struct Part
    {
        QRectF rect;
        QString words;
        QString percent;
    };
    std::vector<Part> parts() const;

    std::vector<Share> m_shares;
};

} // namespace gatehouse
