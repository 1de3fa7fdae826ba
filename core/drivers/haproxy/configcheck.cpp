#include "core/drivers/haproxy/configcheck.h"

#include <fmt/format.h>

#include <QtCore/QProcess>
#include <QtCore/QStandardPaths>

#include <utility>

namespace gatehouse::haproxy {

std::string ConfigCheck::findProgram(const std::string &program)
{
    const QString name = QString::fromStdString(program.empty() ? std::string("haproxy") : program);
    const QString found = QStandardPaths::findExecutable(name);
    if (!found.isEmpty())
        return found.toStdString();
    // Distributions keep it where a user's PATH does not lead.
    return QStandardPaths::findExecutable(
               name,
               {QStringLiteral("/usr/sbin"), QStringLiteral("/usr/local/sbin"), QStringLiteral("/sbin")})
        .toStdString();
}

void ConfigCheck::run(QObject *receiver, const std::string &program, const std::string &file,
                      std::chrono::milliseconds deadline, WhenDone whenDone)
{
    auto *check = new ConfigCheck(receiver, std::move(whenDone));
    const std::string found = findProgram(program);
    if (found.empty()) {
        check->m_deadline.start(0);
        connect(&check->m_deadline, &QTimer::timeout, check, [check, program] {
            check->end(failure(
                ErrorKind::NotFound, "The program haproxy, which checks a configuration, is not there.",
                program, "Install HAProxy here, or name the program in the gateway's option 'binary'."));
        });
        return;
    }
    connect(&check->m_deadline, &QTimer::timeout, check, [check, found] {
        check->end(failure(ErrorKind::Timeout, "The check of the configuration did not end in time.", found));
    });
    check->m_deadline.start(std::max(deadline, std::chrono::milliseconds(0)));
    check->m_process->start(QString::fromStdString(found),
                            {QStringLiteral("-c"), QStringLiteral("-f"), QString::fromStdString(file)});
}

ConfigCheck::ConfigCheck(QObject *receiver, WhenDone whenDone)
    : QObject(receiver)
    , m_whenDone(std::move(whenDone))
    , m_process(new QProcess)
{
    m_deadline.setSingleShot(true);
    m_process->setProcessChannelMode(QProcess::MergedChannels);
    connect(m_process, &QProcess::finished, this, [this](int exitCode, QProcess::ExitStatus status) {
        end(Verdict{status == QProcess::NormalExit && exitCode == 0, m_process->readAll().toStdString()});
    });
    connect(m_process, &QProcess::errorOccurred, this, [this](QProcess::ProcessError error) {
        if (error == QProcess::FailedToStart)
            end(failure(ErrorKind::NotFound,
                        fmt::format("The program haproxy cannot be started: {}.",
                                    m_process->errorString().toStdString()),
                        m_process->program().toStdString()));
    });
}

ConfigCheck::~ConfigCheck()
{
    m_process->disconnect(this);
    if (m_process->state() == QProcess::NotRunning) {
        m_process->deleteLater();
        return;
    }
    // A QProcess that is deleted while it runs waits for its end; nothing may wait here.
    connect(m_process, &QProcess::finished, m_process, &QObject::deleteLater);
    m_process->kill();
}

void ConfigCheck::end(Result<Verdict> result)
{
    if (!m_whenDone)
        return;
    const WhenDone whenDone = std::exchange(m_whenDone, {});
    m_deadline.stop();
    deleteLater();
    whenDone(std::move(result));
}

} // namespace gatehouse::haproxy

#include "moc_configcheck.cpp"
