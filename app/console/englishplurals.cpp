#include "app/console/englishplurals.h"

namespace gatehouse {

QString EnglishPlurals::translate(const char *, const char *source, const char *, int n) const
{
    // Without a number there is nothing to choose: the source text itself is shown.
    if (n < 0)
        return {};
    QString text = QString::fromUtf8(source);
    // "1 route(s) that fit(s)": the noun has its s for many, the verb for one.
    text.replace(QStringLiteral("fit(s)"), n == 1 ? QStringLiteral("fits") : QStringLiteral("fit"));
    text.replace(QStringLiteral("(s)"), n == 1 ? QString() : QStringLiteral("s"));
    return text;
}

} // namespace gatehouse

#include "moc_englishplurals.cpp"
