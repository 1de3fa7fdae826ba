#include "app/console/childprogram.h"

#include <utility>

namespace gatehouse {

namespace {

constexpr qsizetype KeptOutput = 16 * 1024;
constexpr int PolitenessMs = 2'000;

} // namespace

ChildProgram::ChildProgram(QString name, QObject *parent)
    : QObject(parent)
    , m_name(std::move(name))
{
    m_process.setProcessChannelMode(QProcess::MergedChannels);
    connect(&m_process, &QProcess::readyRead, this, &ChildProgram::read);
    connect(&m_process, &QProcess::started, this, [this] {
        if (m_readyLine.isEmpty() && !std::exchange(m_ready, true))
            Q_EMIT ready();
    });
    connect(&m_process, &QProcess::errorOccurred, this, [this](QProcess::ProcessError error) {
        if (error == QProcess::FailedToStart)
            fail(tr("%1 could not be started: %2").arg(m_name, m_process.errorString()));
    });
    connect(&m_process, &QProcess::finished, this, [this] {
        read();
        fail(tr("%1: ended too early.").arg(m_name));
    });
}

ChildProgram::~ChildProgram()
{
    m_ending = true;
    if (m_process.state() == QProcess::NotRunning)
        return;
    m_process.terminate();
    if (!m_process.waitForFinished(PolitenessMs)) {
        m_process.kill();
        m_process.waitForFinished(PolitenessMs);
    }
}

void ChildProgram::start(const QString &program, const QStringList &arguments, const QString &readyLine)
{
    m_readyLine = readyLine;
    m_process.start(program, arguments);
}

QString ChildProgram::lastOutput() const
{
    return QString::fromUtf8(m_output);
}

void ChildProgram::read()
{
    m_output += m_process.readAll();
    if (!m_ready && !m_readyLine.isEmpty() && m_output.contains(m_readyLine.toUtf8())) {
        m_ready = true;
        Q_EMIT ready();
    }
    if (m_output.size() > KeptOutput)
        m_output.remove(0, m_output.size() - KeptOutput);
}

void ChildProgram::fail(const QString &what)
{
    if (m_ending || std::exchange(m_failed, true))
        return;
    Q_EMIT failed(Error{ErrorKind::Unreachable, what.toStdString(), m_process.program().toStdString(),
                        tr("See the details for what it said.").toStdString(), lastOutput().toStdString()});
}

} // namespace gatehouse

#include "moc_childprogram.cpp"
