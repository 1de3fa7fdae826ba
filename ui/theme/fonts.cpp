#include "ui/theme/fonts.h"

#include "ui/theme/theme.h"

#include <QApplication>
#include <QFontDatabase>
#include <QFontInfo>
#include <QWidget>

namespace gatehouse {

namespace {

constexpr double bodyPixels = 13;

bool isInstalled(const QString &family)
{
    return QFontInfo(QFont(family)).family().compare(family, Qt::CaseInsensitive) == 0;
}

QString monoFamily()
{
    for (const QString &family : {QStringLiteral("JetBrains Mono"), QStringLiteral("DejaVu Sans Mono")}) {
        if (isInstalled(family)) {
            return family;
        }
    }
    return QFontDatabase::systemFont(QFontDatabase::FixedFont).family();
}

QFont sized(double pixels, QFont::Weight weight)
{
    QFont font = QGuiApplication::font();
    font.setPixelSize(qRound(pixels * textScale()));
    font.setWeight(weight);
    return font;
}

QFont mono(double pixels, QFont::Weight weight)
{
    static const QString family = monoFamily();
    QFont font = sized(pixels, weight);
    font.setFamily(family);
    font.setStyleHint(QFont::Monospace);
    // Code is shown as it is written: no ligatures.
    font.setStyleStrategy(QFont::PreferNoShaping);
    return font;
}

} // namespace

void setFonts(double scale)
{
    const QString inter = QStringLiteral("Inter");
    QFont font = isInstalled(inter) ? QFont(inter) : QFontDatabase::systemFont(QFontDatabase::GeneralFont);
    font.setHintingPreference(QFont::PreferNoHinting);
    font.setPixelSize(qRound(bodyPixels * scale));
    font.setWeight(QFont::Normal);
    QApplication::setFont(font);
    QApplication::setFont(fontOf(TextKind::Small), "QTipLabel");
}

double textScale()
{
    const int pixels = QGuiApplication::font().pixelSize();
    return pixels > 0 ? pixels / bodyPixels : 1.0;
}

QFont fontOf(TextKind kind)
{
    switch (kind) {
    case TextKind::Body:
        return sized(13, QFont::Normal);
    case TextKind::Medium:
        return sized(13, QFont::Medium);
    case TextKind::Small:
        return sized(12, QFont::Normal);
    case TextKind::SmallMedium:
        return sized(12, QFont::Medium);
    case TextKind::CardTitle:
        return sized(13, QFont::DemiBold);
    case TextKind::PageTitle:
        return sized(18, QFont::DemiBold);
    case TextKind::Figure:
        return sized(24, QFont::DemiBold);
    case TextKind::Mono:
        return mono(12, QFont::Normal);
    case TextKind::MonoStrong:
        return mono(11, QFont::DemiBold);
    case TextKind::Tiny:
        return sized(11, QFont::Normal);
    case TextKind::Section:
        return sized(11, QFont::Medium);
    }
    return {};
}

QFont inkFont(TextKind kind, const Theme &theme)
{
    QFont font = fontOf(kind);
    if (theme.isDark() && font.weight() == QFont::Medium) {
        font.setWeight(QFont::Normal);
    }
    return font;
}

QFont buttonFont(const QWidget *button)
{
    QFont font = button ? button->font() : fontOf(TextKind::Body);
    font.setWeight(QFont::Medium);
    return font;
}

int controlHeight()
{
    return scaled(30);
}

int scaled(int pixels)
{
    return qRound(pixels * textScale());
}

} // namespace gatehouse
