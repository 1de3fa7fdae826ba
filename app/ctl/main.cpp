#include "app/ctl/program.h"

#include <QtCore/QCoreApplication>

#include <iostream>

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    std::vector<std::string> words;
    const QStringList arguments = QCoreApplication::arguments();
    for (qsizetype i = 1; i < arguments.size(); ++i)
        words.push_back(arguments[i].toStdString());
    const auto code = gatehouse::ctl::runProgram(words, std::cout, std::cerr);
    std::cout.flush();
    // A full disk behind a redirection must not look like success.
    if (!std::cout) {
        std::cerr << "gatehousectl: the output could not be written\n";
        return static_cast<int>(gatehouse::ctl::ExitCode::Failed);
    }
    return static_cast<int>(code);
}
