#include "app/console/console.h"
#include "app/console/driverlist.h"
#include "app/console/englishplurals.h"
#include "app/console/options.h"
#include "core/base/clock.h"
#include "core/base/version.h"
#include "ui/shell/mainwindow.h"
#include "ui/shell/windowmemory.h"
#include "ui/theme/fonts.h"
#include "ui/theme/icon.h"
#include "ui/theme/lookstyle.h"
#include "ui/theme/schemeswitch.h"

#include <QtCore/QStandardPaths>
#include <QtCore/QTimer>
#include <QtWidgets/QApplication>

#include <cstdio>
#include <memory>

namespace {

using namespace gatehouse;

QString folderOr(const QString &chosen, QStandardPaths::StandardLocation location)
{
    return chosen.isEmpty() ? QStandardPaths::writableLocation(location) : chosen;
}

/// Saves a picture of the window once it had time to fill, and ends.
void pictureAndEnd(const ConsoleOptions &options, Console &console)
{
    QTimer::singleShot(options.pictureAfterMs, &console, [file = options.picture, &console] {
        const bool saved = console.window().grab().save(file);
        if (!saved)
            std::fprintf(stderr, "gatehouse: %s cannot be written\n", qPrintable(file));
        QCoreApplication::exit(saved ? 0 : 1);
    });
}

} // namespace

int main(int argc, char *argv[])
{
    // --help and --version need no display.
    QStringList arguments;
    for (int i = 0; i < argc; ++i)
        arguments += QString::fromLocal8Bit(argv[i]);
    QCoreApplication::setApplicationName(QStringLiteral("gatehouse"));
    QCoreApplication::setOrganizationName(QStringLiteral("gatehouse"));
    QCoreApplication::setApplicationVersion(QString::fromLatin1(Version));
    const CommandLine line = readCommandLine(arguments);
    if (line.exitCode) {
        std::fputs(qPrintable(line.print), *line.exitCode == 0 ? stdout : stderr);
        return *line.exitCode;
    }
    const ConsoleOptions &options = line.options;

    QApplication application(argc, argv);
    EnglishPlurals plurals;
    QCoreApplication::installTranslator(&plurals);
    QApplication::setDesktopFileName(QStringLiteral("org.gatehouse.Gatehouse"));
    setFonts();
    auto *style = new LookStyle;
    QApplication::setStyle(style);
    QApplication::setWindowIcon(appIcon());
    SchemeSwitch scheme(style);

    const SystemClock clock;
    Console console({folderOr(options.settingsFolder, QStandardPaths::AppConfigLocation),
                     folderOr(options.settingsFolder, QStandardPaths::AppLocalDataLocation),
                     QCoreApplication::applicationDirPath()},
                    scheme, std::make_shared<DriverList>(), clock);
    scheme.setChoice(options.dark ? (*options.dark ? SchemeChoice::Dark : SchemeChoice::Light)
                                  : console.memory().scheme());
    console.showPageFirst(options.page);
    console.window().show();
    if (options.demo)
        QTimer::singleShot(0, &console, &Console::openDemo);
    else if (!options.file.isEmpty())
        QTimer::singleShot(0, &console, [&console, file = options.file] { console.openFile(file); });
    if (!options.picture.isEmpty())
        pictureAndEnd(options, console);
    return QApplication::exec();
}
