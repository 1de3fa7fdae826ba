#include "ui/routes/routetexts.h"

#include "ui/terms/texts.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QRegularExpression>

namespace gatehouse {

namespace {

QString text(const char *source)
{
    return QCoreApplication::translate("RouteTexts", source);
}

struct ActionWords
{
    QString operator()(const std::vector<RouteTarget> &targets) const
    {
        int sum = 0;
        for (const RouteTarget &target : targets)
            sum += target.weight;
        QStringList parts;
        for (const RouteTarget &target : targets) {
            const QString name = toQString(target.service.str());
            parts += targets.size() < 2 || sum == 0
                ? name
                : QStringLiteral("%1 %2\u2009%").arg(name).arg(100.0 * target.weight / sum, 0, 'f', 0);
        }
        return parts.join(QStringLiteral(", "));
    }
    QString operator()(const FixedResponse &response) const
    {
        return text("answers %1").arg(response.status);
    }
    QString operator()(const Redirect &redirect) const
    {
        const QString where = toQString(redirect.host + redirect.path);
        return where.isEmpty() ? text("redirects, %1").arg(redirect.status)
                               : text("redirects to %1").arg(where);
    }
};

} // namespace

QString methodsText(const RouteMatch &match)
{
    QStringList methods;
    for (const std::string &method : match.methods)
        methods += toQString(method);
    return methods.isEmpty() ? text("any") : methods.join(QLatin1Char(' '));
}

QString pathText(const RouteMatch &match)
{
    const QString path = toQString(match.path.text);
    switch (match.path.kind) {
    case PathKind::Exact:
    case PathKind::Template:
        return path;
    case PathKind::Regex:
        return QStringLiteral("~ ") + path;
    case PathKind::Prefix:
        return path == QLatin1String("/") ? QStringLiteral("/*") : path + QStringLiteral("/*");
    }
    return path;
}

QString actionText(const RouteAction &action)
{
    return std::visit(ActionWords{}, action);
}

QString accessText(const Route &route)
{
    if (!route.auth.required)
        return text("Public");
    QStringList parts{text("Token")};
    if (route.access)
        parts += toQString(route.access->str());
    if (route.trust)
        parts += text("zero trust");
    return parts.join(QStringLiteral(" · "));
}

QStringList wordsIn(const QString &words)
{
    static const QRegularExpression between(QStringLiteral("[,\\s]+"));
    return words.split(between, Qt::SkipEmptyParts);
}

} // namespace gatehouse
