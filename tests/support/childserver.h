#pragma once

#include <QtCore/QByteArray>
#include <QtCore/QProcess>
#include <QtCore/QRegularExpression>
#include <QtCore/QString>
#include <QtCore/QStringList>

#include <functional>

namespace gatehouse::test {

/// A server program that a test starts and that ends with it: SIGTERM first, SIGKILL if it does not go. What
/// it prints is kept and shown when a test fails. Waiting here spins the event loop, so that clients in the
/// same test go on.
class ChildServer final
{
public:
    ChildServer();
    ~ChildServer();
    Q_DISABLE_COPY_MOVE(ChildServer)

    void setWorkingDirectory(const QString &folder);
    void setEnvironment(const QString &name, const QString &value);
    /// False where the program does not start.
    bool start(const QString &program, const QStringList &arguments);
    /// Waits until a line of its output matches; false after `timeoutMs` or when it ended. The captures are
    /// in `match` where one is given.
    bool waitForOutput(const QRegularExpression &line, QRegularExpressionMatch *match = nullptr,
                       int timeoutMs = 20'000);
    /// Waits until it ended by itself; false after `timeoutMs`.
    bool waitForEnd(int timeoutMs = 20'000);

    bool isRunning() const;
    qint64 pid() const;
    int exitCode() const;
    QByteArray output() const; ///< standard output and error together
    /// Sends a signal (SIGTERM, SIGSTOP, SIGCONT, …) to this very process.
    void signal(int number);
    void stop();

private:
    void take();

    QProcess m_process;
    QProcessEnvironment m_environment;
    QByteArray m_output;
};

/// Spins the event loop until `condition` holds; false after `timeoutMs`.
bool waitUntil(const std::function<bool()> &condition, int timeoutMs = 10'000);

} // namespace gatehouse::test
