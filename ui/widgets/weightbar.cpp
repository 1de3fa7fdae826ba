#include "ui/widgets/weightbar.h"

#include "ui/theme/fonts.h"
#include "ui/theme/panels.h"
#include "ui/theme/tabular.h"
#include "ui/theme/theme.h"

#include <QHelpEvent>
#include <QLocale>
#include <QPainter>
#include <QPainterPath>
#include <QToolTip>

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

namespace gatehouse {

namespace {

struct PartColours
{
    Role fill;
    Role text;
};

constexpr std::array colours{PartColours{Role::AccentSoft, Role::Accent},
                             PartColours{Role::IdleSoft, Role::Text}, PartColours{Role::OkSoft, Role::Ok},
                             PartColours{Role::WarningSoft, Role::Warning}};

} // namespace

WeightBar::WeightBar(QWidget *parent)
    : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void WeightBar::setShares(std::vector<Share> shares)
{
    m_shares = std::move(shares);
    QStringList words;
    for (const Part &part : parts()) {
        words.append(part.words);
    }
    setAccessibleName(words.join(QStringLiteral(", ")));
    update();
}

QSize WeightBar::sizeHint() const
{
    return {scaled(240), scaled(22)};
}

QSize WeightBar::minimumSizeHint() const
{
    return {scaled(80), scaled(22)};
}

std::vector<WeightBar::Part> WeightBar::parts() const
{
    const double total =
        std::accumulate(m_shares.begin(), m_shares.end(), 0.0,
                        [](double sum, const Share &share) { return sum + std::max(0.0, share.weight); });
    std::vector<Part> parts;
    double x = 0;
    for (const Share &share : m_shares) {
        const double ratio = total > 0 ? std::max(0.0, share.weight) / total : 0;
        constexpr double hundred = 100;
        const QString percent = QLocale().toString(std::round(ratio * hundred * 10) / 10, 'g', 4);
        const double end = x + ratio * width();
        const QRectF rect(QPointF(std::round(x), 0), QPointF(std::round(end), height()));
        parts.push_back({rect, tr("%1 · %2 %").arg(share.name, percent), tr("%1 %").arg(percent)});
        x = end;
    }
    return parts;
}

void WeightBar::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const Theme &theme = themeOf(this);
    roundedPanel(&painter, rect(), 4, theme[Role::Track], {});
    QPainterPath outline;
    outline.addRoundedRect(QRectF(rect()), 4, 4);
    const QFont font = inkFont(TextKind::SmallMedium, theme);
    const std::vector<Part> drawn = parts();
    for (size_t i = 0; i < drawn.size(); ++i) {
        const QRectF part = drawn[i].rect;
        if (part.width() < 1) {
            continue;
        }
        const PartColours paint = colours[i % colours.size()];
        painter.save();
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setClipRect(part.adjusted(0, 0, i + 1 < drawn.size() ? -1 : 0, 0));
        painter.fillPath(outline, theme[paint.fill]);
        // The whole, or the share alone, or nothing.
        for (const QString &words : {drawn[i].words, drawn[i].percent}) {
            if (tabularWidth(words, font) + 12 <= part.width()) {
                drawTabular(&painter, part, words, Qt::AlignHCenter, font, theme[paint.text]);
                break;
            }
        }
        painter.restore();
    }
}

bool WeightBar::event(QEvent *event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto *help = static_cast<QHelpEvent *>(event);
        for (const Part &part : parts()) {
            if (part.rect.contains(help->pos())) {
                QToolTip::showText(help->globalPos(), part.words, this);
                return true;
            }
        }
    }
    return QWidget::event(event);
}

} // namespace gatehouse

#include "moc_weightbar.cpp"
