#pragma once

#include <QtCore/QString>
#include <QtCore/QStringList>

#include <optional>

namespace gatehouse {

/// The command line of the console.
struct ConsoleOptions
{
    QString file; ///< empty: the welcome page
    bool demo = false;
    QString page; ///< to show first; empty: the remembered one
    QString settingsFolder; ///< empty: the user's own
    QString picture; ///< save a picture of the window there and end
    int pictureAfterMs = 6'000;
    std::optional<bool> dark;
};

/// What the command line says: options to go on with, or a text to print and an exit code.
struct CommandLine
{
    ConsoleOptions options;
    QString print;
    std::optional<int> exitCode;
};

[[nodiscard]] CommandLine readCommandLine(const QStringList &arguments);

} // namespace gatehouse
