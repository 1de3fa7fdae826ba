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
    return static_cast<int>(gatehouse::ctl::runProgram(words, std::cout, std::cerr));
}
