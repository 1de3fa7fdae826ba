#pragma once

#include <QWidget>

#include <chrono>
#include <vector>

namespace gatehouse {

/// When the tries of a request begin, drawn to scale: a bar a try, dashes between them for the waiting.
class RetryPlan final : public QWidget
{
    Q_OBJECT

public:
    /// When a try begins at the earliest, counted from the first, and how much later jitter may make it.
    struct Try
    {
        std::chrono::milliseconds start{0};
        std::chrono::milliseconds spread{0};

        bool operator==(const Try &) const = default;
    };

    explicit RetryPlan(QWidget *parent = nullptr);

    void setTries(std::vector<Try> tries);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    std::vector<double> positions() const;
    void paintTry(QPainter *painter, size_t number, double x, double room) const;

    std::vector<Try> m_tries;
};

} // namespace gatehouse
