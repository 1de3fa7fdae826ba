#include "tests/support/realhaproxy.h"

#include <QtCore/QElapsedTimer>
#include <QtCore/QFile>
#include <QtCore/QProcess>
#include <QtCore/QRegularExpression>
#include <QtCore/QStandardPaths>

#include <cstring>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/un.h>
#include <unistd.h>

namespace gatehouse::test {

namespace {

QString program()
{
    return QStandardPaths::findExecutable(
        QStringLiteral("haproxy"),
        {QStringLiteral("/usr/sbin"), QStringLiteral("/usr/local/sbin"), QStringLiteral("/usr/bin")});
}

/// One command to a socket; the master keeps the connection open, so the end of an answer is its empty line.
std::string ask(const std::string &path, const std::string &command)
{
    const int socket = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    std::strncpy(address.sun_path, path.c_str(), sizeof address.sun_path - 1);
    const timeval patience{5, 0};
    setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    std::string answer;
    if (connect(socket, reinterpret_cast<sockaddr *>(&address), sizeof address) == 0
        && ::write(socket, (command + '\n').data(), command.size() + 1) > 0) {
        char buffer[16384];
        ssize_t got = 0;
        while (answer != "\n" && !answer.ends_with("\n\n")
               && (got = ::read(socket, buffer, sizeof buffer)) > 0)
            answer.append(buffer, static_cast<std::size_t>(got));
    }
    close(socket);
    while (answer.ends_with('\n'))
        answer.pop_back();
    return answer;
}

} // namespace

RealHaproxy::RealHaproxy() = default;

bool RealHaproxy::isInstalled()
{
    return !program().isEmpty();
}

void RealHaproxy::write(const std::string &config) const
{
    QFile file(QString::fromStdString(configFile()));
    if (!file.open(QIODevice::WriteOnly | QIODevice::Truncate))
        qFatal("the configuration cannot be written");
    file.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
    file.write(config.data(), qint64(config.size()));
}

std::string RealHaproxy::read() const
{
    QFile file(QString::fromStdString(configFile()));
    return file.open(QIODevice::ReadOnly) ? file.readAll().toStdString() : std::string();
}

bool RealHaproxy::start()
{
    return m_process.start(program(),
                           {QStringLiteral("-W"), QStringLiteral("-S"),
                            QString::fromStdString(masterSocket()), QStringLiteral("-f"),
                            QString::fromStdString(configFile())})
        && waitUntil([this] { return !worker().empty() || !m_process.isRunning(); }) && m_process.isRunning();
}

void RealHaproxy::reload()
{
    const auto reloads = [this] {
        static const QRegularExpression count(QStringLiteral("master +(\\d+) \\["));
        return count.match(QString::fromStdString(master("show proc"))).captured(1);
    };
    const QString before = reloads();
    master("reload");
    waitUntil([&] {
        const QString now = reloads();
        return !now.isEmpty() && now != before;
    });
}

std::string RealHaproxy::master(const std::string &command) const
{
    return ask(masterSocket(), command);
}

std::string RealHaproxy::stats(const std::string &command) const
{
    return ask(statsSocket(), command);
}

std::string RealHaproxy::worker() const
{
    static const QRegularExpression line(QStringLiteral("^(\\d+) +worker "),
                                         QRegularExpression::MultilineOption);
    return line.match(QString::fromStdString(master("show proc"))).captured(1).toStdString();
}

QString RealHaproxy::check(const std::string &config)
{
    QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("checked.cfg"));
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly))
        qFatal("the configuration cannot be written");
    file.write(config.data(), qint64(config.size()));
    file.close();
    QProcess process;
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.start(program(), {QStringLiteral("-c"), QStringLiteral("-f"), path});
    if (!process.waitForFinished())
        return QStringLiteral("haproxy -c does not end");
    const QString said = QString::fromUtf8(process.readAll());
    return process.exitCode() == 0 && !said.contains(QStringLiteral("[WARNING]"))
        ? QString()
        : said + QStringLiteral("\nin\n") + QString::fromStdString(config);
}

} // namespace gatehouse::test
