#include "ui/widgets/retryplan.h"

#include "ui/theme/fonts.h"
#include "ui/theme/panels.h"
#include "ui/theme/theme.h"

#include <QLocale>
#include <QPainter>

#include <algorithm>
#include <array>

namespace gatehouse {

namespace {

constexpr double edge = 2;
constexpr double barTop = 8;
constexpr double barHeight = 14;
constexpr double barWidth = 34;

QString shortTime(std::chrono::milliseconds time)
{
    using namespace std::chrono_literals;
    if (time < 1s) {
        return RetryPlan::tr("%1 ms").arg(time.count());
    }
    const double seconds = std::chrono::duration<double>(time).count();
    return RetryPlan::tr("%1 s").arg(QLocale().toString(seconds, 'g', 3));
}

} // namespace

RetryPlan::RetryPlan(QWidget *parent)
    : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void RetryPlan::setTries(std::vector<Try> tries)
{
    m_tries = std::move(tries);
    QStringList words;
    for (size_t i = 1; i < m_tries.size(); ++i) {
        words.append(tr("try %1 after %2").arg(i + 1).arg(shortTime(m_tries[i].start)));
    }
    setAccessibleName(words.isEmpty() ? tr("One try") : words.join(QStringLiteral(", ")));
    setToolTip(accessibleName());
    update();
}

QSize RetryPlan::sizeHint() const
{
    return {scaled(240), scaled(48)};
}

QSize RetryPlan::minimumSizeHint() const
{
    return {scaled(140), scaled(48)};
}

std::vector<double> RetryPlan::positions() const
{
    const double room = std::max(0.0, width() - 2 * edge - barWidth);
    const double longest = m_tries.empty() ? 1.0 : std::max(1.0, double(m_tries.back().start.count()));
    // To scale, but no bar may hide another.
    const double step = std::min(barWidth + 6, m_tries.size() > 1 ? room / double(m_tries.size() - 1) : room);
    std::vector<double> xs;
    for (size_t i = 0; i < m_tries.size(); ++i) {
        const double natural = edge + room * double(m_tries[i].start.count()) / longest;
        const double after = xs.empty() ? edge : xs.back() + step;
        const double before = edge + room - step * double(m_tries.size() - 1 - i);
        xs.push_back(std::min(std::max(natural, after), std::max(before, after)));
    }
    return xs;
}

void RetryPlan::paintTry(QPainter *painter, size_t number, double x, double room) const
{
    const Theme &theme = themeOf(this);
    QColor colour = theme[Role::Accent];
    constexpr std::array strengths{0.92F, 0.65F, 0.4F};
    colour.setAlphaF(strengths[std::min(number, strengths.size() - 1)]);
    roundedPanel(painter, QRectF(x, barTop, std::min(barWidth, room), barHeight), 3, colour, {});
    const QString full =
        number == 0 ? tr("try 1") : tr("try %1 · %2").arg(number + 1).arg(shortTime(m_tries[number].start));
    painter->setFont(fontOf(TextKind::Tiny));
    painter->setPen(theme[Role::Muted]);
    const QFontMetricsF metrics(painter->font());
    const QString text = metrics.horizontalAdvance(full) <= room ? full : QString::number(number + 1);
    const double width = metrics.horizontalAdvance(text) + 2;
    painter->drawText(QRectF(std::min(x, this->width() - width), barTop + barHeight + 4, width, scaled(16)),
                      Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine, text);
}

void RetryPlan::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const std::vector<double> xs = positions();
    QPen dashes(themeOf(this)[Role::Faint], 1.4, Qt::CustomDashLine, Qt::FlatCap);
    dashes.setDashPattern({2.2, 2.2});
    for (size_t i = 0; i < xs.size(); ++i) {
        const bool last = i + 1 == xs.size();
        const double next = last ? width() - edge + 60 : xs[i + 1];
        paintTry(&painter, i, xs[i], next - xs[i] - 4);
        if (!last && next - xs[i] > barWidth + 4) {
            painter.setRenderHint(QPainter::Antialiasing);
            painter.setPen(dashes);
            const double y = barTop + barHeight / 2;
            painter.drawLine(QPointF(xs[i] + barWidth + 1, y), QPointF(next - 1, y));
        }
    }
}

} // namespace gatehouse

#include "moc_retryplan.cpp"
