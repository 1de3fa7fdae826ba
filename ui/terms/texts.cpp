#include "ui/terms/texts.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QDateTime>
#include <QtCore/QLocale>
#include <QtCore/QStringList>

namespace gatehouse {

namespace {

constexpr qsizetype ShortHash = 6;

QString text(const char *source)
{
    return QCoreApplication::translate("Texts", source);
}

QString nothing()
{
    return QStringLiteral("–");
}

QString number(double value)
{
    return value >= 10 || value == 0 ? QLocale().toString(value, 'f', 0) : QLocale().toString(value, 'f', 1);
}

} // namespace

QString rateText(std::optional<double> perSecond)
{
    return perSecond ? number(*perSecond) : nothing();
}

QString percentText(std::optional<double> percent)
{
    return percent ? QLocale().toString(*percent, 'f', 2) + QStringLiteral("\u2009%") : nothing();
}

QString millisecondsText(std::optional<double> milliseconds)
{
    return milliseconds ? number(*milliseconds) : nothing();
}

QString durationText(std::chrono::milliseconds duration)
{
    std::int64_t rest = duration.count();
    if (rest == 0)
        return text("no limit");
    struct Unit
    {
        std::int64_t millis;
        const char *name;
    };
    constexpr Unit Units[] = {{3'600'000, "h"}, {60'000, "min"}, {1'000, "s"}, {1, "ms"}};
    QStringList parts;
    for (const Unit &unit : Units) {
        if (rest < unit.millis)
            continue;
        parts += QLocale().toString(qlonglong(rest / unit.millis)) + QStringLiteral("\u2009")
            + QLatin1String(unit.name);
        rest %= unit.millis;
    }
    return parts.join(QLatin1Char(' '));
}

QString ageText(std::chrono::milliseconds age)
{
    const double seconds = double(age.count()) / 1000.0;
    if (seconds < 10)
        return QLocale().toString(std::max(seconds, 0.0), 'f', 1) + QStringLiteral("\u2009s");
    if (seconds < 120)
        return QLocale().toString(seconds, 'f', 0) + QStringLiteral("\u2009s");
    if (seconds < 7'200)
        return QLocale().toString(seconds / 60, 'f', 0) + QStringLiteral("\u2009min");
    return QLocale().toString(seconds / 3'600, 'f', 0) + QStringLiteral("\u2009h");
}

QString timeText(WallTime at)
{
    const QDateTime time = QDateTime::fromMSecsSinceEpoch(at.time_since_epoch().count());
    return time.date() == QDate::currentDate() ? time.toString(QStringLiteral("HH:mm:ss"))
                                               : QLocale().toString(time, QLocale::ShortFormat);
}

QString shortHash(const std::string &hash)
{
    return QString::fromStdString(hash).left(ShortHash);
}

QString errorText(const Error &error)
{
    QString sentence = QString::fromStdString(error.message);
    if (!error.where.empty() && error.message.find(error.where) == std::string::npos)
        sentence += QStringLiteral(" (%1)").arg(QString::fromStdString(error.where));
    if (!error.remedy.empty())
        sentence += QLatin1Char(' ') + QString::fromStdString(error.remedy);
    return sentence;
}

} // namespace gatehouse
