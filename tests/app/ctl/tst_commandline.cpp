#include "app/ctl/commandline.h"

#include "app/ctl/help.h"
#include "core/control/abilities.h"

#include <QtCore/QFile>
#include <QtTest/QTest>

#include <algorithm>

using namespace gatehouse;
using namespace gatehouse::ctl;

namespace {

std::vector<std::string> words(const QByteArray &line)
{
    std::vector<std::string> result;
    for (const QByteArray &word : line.split(' ')) {
        if (!word.isEmpty())
            result.push_back(word.toStdString());
    }
    return result;
}

/// "explain FILE=a --path=/b" as text, to be compared.
QByteArray shown(const Call &call)
{
    if (const auto *help = std::get_if<HelpCall>(&call))
        return help->command == nullptr ? QByteArray("help")
                                        : "help " + QByteArray(help->command->name.data());
    if (std::holds_alternative<VersionCall>(call))
        return "version";
    if (std::holds_alternative<ManualCall>(call))
        return "manual";
    const auto &command = std::get<CommandCall>(call);
    QByteArray text(command.command->name.data());
    for (std::size_t i = 0; i < command.arguments.positionalCount(); ++i)
        text += " [" + QByteArray::fromStdString(command.arguments.positional(i)) + "]";
    const std::span<const OptionSpec> own(command.command->options);
    for (const std::span<const OptionSpec> options : {own, commonOptions()}) {
        for (const OptionSpec &option : options) {
            for (const std::string &value : command.arguments.values(option.name))
                text += " " + QByteArray(option.name.data()) + "[" + QByteArray::fromStdString(value) + "]";
        }
    }
    return text;
}

} // namespace

class TestCommandLine final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void reads_data();
    void reads();
    void refuses_data();
    void refuses();
    void namesEveryCommandAndOptionInTheHelp();
    void keepsTheManualPageUpToDate();
    void isAnAbilityByEveryCommand();
};

void TestCommandLine::reads_data()
{
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<QByteArray>("call");
    const auto row = [](const char *line, const char *call) {
        QTest::newRow(line) << QByteArray(line) << QByteArray(call);
    };
    row("--version", "version");
    row("--manual", "manual");
    row("--help", "help");
    row("help", "help");
    row("help diff", "help diff");
    row("diff --help", "help diff");
    row("hash a.yaml", "hash [a.yaml]");
    row("hash --json a.yaml", "hash [a.yaml] --json[]");
    row("hash -", "hash [-]");
    row("hash -- --odd", "hash [--odd]");
    row("findings", "findings");
    row("findings GH0103", "findings [GH0103]");
    row("diff a.yaml b.yaml --env=prod", "diff [a.yaml] [b.yaml] --env[prod]");
    row("explain --path /a?b=c a.yaml --header A:b --header C:d=e",
        "explain [a.yaml] --path[/a?b=c] --header[A:b] --header[C:d=e]");
    row("explain a.yaml --path=--x", "explain [a.yaml] --path[--x]");
    row("findings -1", "findings [-1]");
}

void TestCommandLine::reads()
{
    QFETCH(QByteArray, line);
    QFETCH(QByteArray, call);
    const Result<Call> read = parseCommandLine(words(line));
    QVERIFY2(read.has_value(), read ? "" : read.error().message.c_str());
    QCOMPARE(shown(*read), call);
}

void TestCommandLine::refuses_data()
{
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<QByteArray>("message");
    const auto row = [](const char *line, const char *message) {
        QTest::newRow(line) << QByteArray(line) << QByteArray(message);
    };
    row("", "No command is given");
    row("publish", "There is no command 'publish'");
    row("help publish", "There is no command 'publish'");
    row("hash", "hash needs FILE");
    row("hash a b", "hash does not know what to do with 'b'");
    row("diff a", "diff needs B");
    row("hash a --evn x", "hash has no option --evn");
    row("hash a --env", "--env needs a value, NAME");
    row("hash a --env x --env y", "--env is given twice");
    row("hash a --json=yes", "--json takes no value");
    row("explain a", "explain needs --path PATH");
    row("hash -x", "hash has no option -x");
}

void TestCommandLine::refuses()
{
    QFETCH(QByteArray, line);
    QFETCH(QByteArray, message);
    const Result<Call> read = parseCommandLine(words(line));
    QVERIFY(!read.has_value());
    QCOMPARE(read.error().kind, ErrorKind::InvalidInput);
    QCOMPARE(QByteArray::fromStdString(read.error().message), message);
    QVERIFY(!read.error().remedy.empty());
}

void TestCommandLine::namesEveryCommandAndOptionInTheHelp()
{
    const std::string program = programHelp();
    for (const CommandSpec &command : commands()) {
        QVERIFY(program.find(command.summary) != std::string::npos);
        const std::string help = commandHelp(command);
        const std::span<const OptionSpec> own(command.options);
        for (const std::span<const OptionSpec> options : {own, commonOptions()}) {
            for (const OptionSpec &option : options)
                QVERIFY2(help.find(option.name) != std::string::npos, command.name.data());
        }
        for (const ArgumentSpec &argument : command.arguments)
            QVERIFY2(help.find(argument.name) != std::string::npos, command.name.data());
        QVERIFY2((command.now == nullptr) != (command.later == nullptr), command.name.data());
        QVERIFY2(!command.examples.empty() && command.description.ends_with('.'), command.name.data());
    }
}

void TestCommandLine::keepsTheManualPageUpToDate()
{
    QFile page(QStringLiteral(GATEHOUSE_SOURCE_DIR "/packaging/man/gatehousectl.1"));
    QVERIFY(page.open(QIODevice::ReadOnly));
    QVERIFY2(page.readAll() == QByteArray::fromStdString(manualPage()),
             "run: gatehousectl --manual > packaging/man/gatehousectl.1");
}

void TestCommandLine::isAnAbilityByEveryCommand()
{
    for (const CommandSpec &command : commands()) {
        const auto table = abilities();
        QVERIFY2(std::any_of(table.begin(), table.end(),
                             [&command](const Ability &ability) { return ability.command == command.name; }),
                 command.name.data());
    }
}

QTEST_APPLESS_MAIN(TestCommandLine)
#include "tst_commandline.moc"
