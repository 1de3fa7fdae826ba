#pragma once

#include "core/base/result.h"

#include <QtCore/QByteArray>
#include <QtCore/QObject>
#include <QtCore/QProcess>
#include <QtCore/QString>
#include <QtCore/QStringList>

namespace gatehouse {

/// A program that the console starts and that ends with it. It is ready when a line of its output says so.
class ChildProgram final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ChildProgram)

public:
    /// `name` is for people: "the built-in gateway".
    ChildProgram(QString name, QObject *parent);
    /// Ends the program: politely, after two seconds by force. This is the one place that waits for it.
    ~ChildProgram() override;

    void setWorkingDirectory(const QString &folder) { m_process.setWorkingDirectory(folder); }
    /// `readyLine` is contained in the line that says it is ready; empty: ready when started.
    void start(const QString &program, const QStringList &arguments, const QString &readyLine);

    QString name() const { return m_name; }
    bool isReady() const { return m_ready; }
    qint64 pid() const { return m_process.processId(); }
    /// The last lines that it printed, for the details of an error.
    QString lastOutput() const;

Q_SIGNALS:
    void ready();
    /// It did not start, or ended by itself; once.
    void failed(const gatehouse::Error &error);

private:
    void read();
    void fail(const QString &what);

    QString m_name;
    QString m_readyLine;
    QProcess m_process;
    QByteArray m_output;
    bool m_ready = false;
    bool m_ending = false;
    bool m_failed = false;
};

} // namespace gatehouse
