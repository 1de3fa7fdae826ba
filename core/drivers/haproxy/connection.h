#pragma once

#include "core/drivers/haproxy/observation.h"
#include "core/drivers/haproxy/socketcall.h"

#include <QtCore/QThreadPool>

#include <chrono>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>

namespace gatehouse::haproxy {

/// Where one HAProxy keeps its file and listens for commands, and how it is asked. Nothing here blocks: files
/// are read in a thread of its own.
class Connection final
{
public:
    struct Places
    {
        std::filesystem::path config;
        SocketAddress master;
        SocketAddress stats; ///< empty: the master's is used
        std::string program; ///< as in the gateway's options; empty: `haproxy`
    };

    explicit Connection(Places places);
    ~Connection();
    Q_DISABLE_COPY_MOVE(Connection)

    const Places &places() const { return m_places; }
    QThreadPool &disk() { return m_disk; }

    template <class T> using WhenDone = std::function<void(Result<T>)>;

    /// Sends commands to the worker that serves, over its own socket or through the master. The receiver's
    /// death ends it. Errors as of SocketCall::ask().
    void askWorker(QObject *receiver, const std::vector<std::string> &commands,
                   std::chrono::milliseconds deadline, WhenDone<std::string> whenDone) const;
    void askMaster(QObject *receiver, const std::string &command, std::chrono::milliseconds deadline,
                   WhenDone<std::string> whenDone) const;
    /// Reads file, processes and the state of the newest worker, through the master. Errors: also Unreachable
    /// where no worker serves.
    void observe(QObject *receiver, std::chrono::milliseconds deadline, WhenDone<Observation> whenDone);

private:
    void observeWorker(QObject *receiver, std::chrono::milliseconds deadline, Observation seen,
                       WhenDone<Observation> whenDone) const;

    Places m_places;
    QThreadPool m_disk;
};

} // namespace gatehouse::haproxy
