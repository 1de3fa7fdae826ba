#include "app/console/options.h"

#include "core/base/version.h"

#include <QtCore/QCommandLineParser>

namespace gatehouse {

namespace {

QString text(const char *source)
{
    return QCoreApplication::translate("Options", source);
}

} // namespace

CommandLine readCommandLine(const QStringList &arguments)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(
        text("Shows, edits, proves and publishes the configuration of API gateways."));
    const QCommandLineOption help({QStringLiteral("h"), QStringLiteral("help")}, text("Shows this help."));
    const QCommandLineOption version({QStringLiteral("v"), QStringLiteral("version")},
                                     text("Shows the version."));
    const QCommandLineOption demo(QStringLiteral("demo"), text("Opens the demo fleet."));
    const QCommandLineOption page(QStringLiteral("page"),
                                  text("Shows this page first: overview, routes, services, "
                                       "resilience, publish, gateways."),
                                  text("name"));
    const QCommandLineOption settings(QStringLiteral("settings-folder"),
                                      text("Keeps settings and histories there."), text("folder"));
    const QCommandLineOption scheme(QStringLiteral("scheme"), text("light or dark."), text("scheme"));
    const QCommandLineOption picture(QStringLiteral("picture"),
                                     text("Saves a picture of the window and ends."), text("file"));
    const QCommandLineOption after(QStringLiteral("picture-after"),
                                   text("Milliseconds to wait before the picture."), text("ms"));
    parser.addOptions({help, version, demo, page, settings, scheme, picture, after});
    parser.addPositionalArgument(QStringLiteral("file"),
                                 text("A *.gatehouse workspace, or a YAML or JSON document."),
                                 QStringLiteral("[file]"));

    CommandLine line;
    const auto refuse = [&line](const QString &why) {
        line.print = QStringLiteral("gatehouse: ") + why + QStringLiteral("\n")
            + text("Try gatehouse --help.") + QStringLiteral("\n");
        line.exitCode = 1;
        return line;
    };
    if (!parser.parse(arguments))
        return refuse(parser.errorText());
    if (parser.isSet(help)) {
        line.print = parser.helpText();
        line.exitCode = 0;
        return line;
    }
    if (parser.isSet(version)) {
        line.print = QStringLiteral("gatehouse %1\n").arg(QString::fromLatin1(Version));
        line.exitCode = 0;
        return line;
    }
    if (parser.positionalArguments().size() > 1)
        return refuse(text("one file at a time"));
    if (parser.isSet(demo) && !parser.positionalArguments().isEmpty())
        return refuse(text("--demo takes no file"));
    line.options.file = parser.positionalArguments().value(0);
    line.options.demo = parser.isSet(demo);
    line.options.page = parser.value(page);
    line.options.settingsFolder = parser.value(settings);
    line.options.picture = parser.value(picture);
    if (parser.isSet(scheme)) {
        if (parser.value(scheme) != QLatin1String("light") && parser.value(scheme) != QLatin1String("dark"))
            return refuse(text("--scheme is light or dark"));
        line.options.dark = parser.value(scheme) == QLatin1String("dark");
    }
    if (parser.isSet(after)) {
        bool number = false;
        line.options.pictureAfterMs = parser.value(after).toInt(&number);
        if (!number || line.options.pictureAfterMs < 0)
            return refuse(text("--picture-after is a number of milliseconds"));
    }
    return line;
}

} // namespace gatehouse
