#pragma once

#include "tests/support/childserver.h"

#include <QtCore/QString>
#include <QtCore/QTemporaryDir>

#include <string>

namespace gatehouse::test {

/// The program `haproxy` in master-worker mode, with its files and sockets in a folder of its own; it ends
/// with the test. Calls block.
class RealHaproxy final
{
public:
    RealHaproxy();

    /// Whether the program is installed. A test that needs it fails without it.
    static bool isInstalled();

    std::string folder() const { return m_folder.path().toStdString(); }
    std::string configFile() const { return folder() + "/haproxy.cfg"; }
    std::string masterSocket() const { return folder() + "/master.sock"; }
    std::string statsSocket() const { return folder() + "/stats.sock"; }

    /// Writes the configuration file (mode 0600).
    void write(const std::string &config) const;
    std::string read() const;
    /// Starts it with the file as it is, and waits until its worker serves. False where it does not come up.
    bool start();
    /// Reloads through the master socket and waits until that is over, well or not.
    void reload();
    /// Its answer to one command, without the empty line at its end.
    std::string master(const std::string &command) const;
    std::string stats(const std::string &command) const;
    /// Process id of the worker that serves; empty where there is none.
    std::string worker() const;

    ChildServer &process() { return m_process; }
    QByteArray log() const { return m_process.output(); }

    /// What `haproxy -c` says to a configuration; empty where it takes it without a word.
    static QString check(const std::string &config);

private:
    QTemporaryDir m_folder;
    ChildServer m_process;
};

} // namespace gatehouse::test
