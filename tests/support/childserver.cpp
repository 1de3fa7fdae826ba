#include "tests/support/childserver.h"

#include <QtCore/QDebug>
#include <QtTest/QTest>

#include <csignal>

namespace gatehouse::test {

bool waitUntil(const std::function<bool()> &condition, int timeoutMs)
{
    return QTest::qWaitFor(condition, timeoutMs);
}

ChildServer::ChildServer()
    : m_environment(QProcessEnvironment::systemEnvironment())
{
    m_process.setProcessChannelMode(QProcess::MergedChannels);
    QObject::connect(&m_process, &QProcess::readyReadStandardOutput, &m_process, [this] { take(); });
}

ChildServer::~ChildServer()
{
    stop();
    if (QTest::currentTestFailed() && !m_output.isEmpty())
        qInfo().noquote() << "output of" << m_process.program() << '\n' << QString::fromUtf8(m_output);
}

void ChildServer::setWorkingDirectory(const QString &folder)
{
    m_process.setWorkingDirectory(folder);
}

void ChildServer::setEnvironment(const QString &name, const QString &value)
{
    m_environment.insert(name, value);
}

bool ChildServer::start(const QString &program, const QStringList &arguments)
{
    m_output.clear();
    m_process.setProcessEnvironment(m_environment);
    m_process.start(program, arguments);
    return m_process.waitForStarted(10'000);
}

bool ChildServer::waitForOutput(const QRegularExpression &line, QRegularExpressionMatch *match, int timeoutMs)
{
    QRegularExpression multiline = line;
    multiline.setPatternOptions(line.patternOptions() | QRegularExpression::MultilineOption);
    QRegularExpressionMatch found;
    const bool seen = waitUntil(
        [&] {
            take();
            found = multiline.match(QString::fromUtf8(m_output));
            return found.hasMatch() || !isRunning();
        },
        timeoutMs);
    if (match)
        *match = found;
    if (!seen || !found.hasMatch())
        qInfo().noquote() << m_process.program() << "did not print" << line.pattern() << "but\n"
                          << QString::fromUtf8(m_output);
    return found.hasMatch();
}

bool ChildServer::waitForEnd(int timeoutMs)
{
    return waitUntil([this] { return !isRunning(); }, timeoutMs);
}

bool ChildServer::isRunning() const
{
    return m_process.state() != QProcess::NotRunning;
}

qint64 ChildServer::pid() const
{
    return m_process.processId();
}

int ChildServer::exitCode() const
{
    return m_process.exitCode();
}

QByteArray ChildServer::output() const
{
    return m_output;
}

void ChildServer::signal(int number)
{
    if (isRunning())
        ::kill(static_cast<pid_t>(m_process.processId()), number);
}

void ChildServer::stop()
{
    if (!isRunning())
        return;
    signal(SIGCONT);
    m_process.terminate();
    if (!m_process.waitForFinished(5'000)) {
        m_process.kill();
        m_process.waitForFinished(5'000);
    }
    take();
}

void ChildServer::take()
{
    m_output += m_process.readAllStandardOutput();
}

} // namespace gatehouse::test
