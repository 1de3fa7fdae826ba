#pragma once

#include "core/base/result.h"

#include <QtCore/QByteArray>
#include <QtCore/QObject>
#include <QtCore/QTimer>

#include <chrono>
#include <functional>
#include <memory>
#include <string>

class QIODevice;

namespace gatehouse::haproxy {

/// Where a command interface of HAProxy listens: the path of a Unix socket, or `host:port` (with or without
/// the `ipv4@` and `unix@` that HAProxy's own option takes).
class SocketAddress final
{
public:
    SocketAddress() = default;
    explicit SocketAddress(std::string text);

    bool isEmpty() const { return m_text.empty(); }
    /// A path; false: a TCP address.
    bool isPath() const { return m_port == 0; }
    const std::string &text() const { return m_text; } ///< the path, or host and port
    std::string host() const { return m_host; }
    std::uint16_t port() const { return m_port; }

private:
    std::string m_text;
    std::string m_host;
    std::uint16_t m_port = 0;
};

/// One exchange with a command interface: connects, sends one line, reads until the other side closes. Owned
/// by its receiver, it deletes itself; where the receiver dies first, nobody is called.
class SocketCall final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(SocketCall)

public:
    using WhenDone = std::function<void(Result<std::string>)>;

    /// Asks for the commands (joined by `;`). `whenDone` is called once, later. Errors: Unreachable, Refused
    /// (no right to the socket), Timeout.
    static void ask(QObject *receiver, const SocketAddress &address, const std::string &commands,
                    std::chrono::milliseconds deadline, WhenDone whenDone);

private:
    SocketCall(QObject *receiver, const SocketAddress &address, std::string line, WhenDone whenDone);

    void start(std::chrono::milliseconds deadline);
    void startLocal();
    void startTcp();
    void connected();
    void received();
    void failed(ErrorKind kind, const QString &reason);
    void end(Result<std::string> result);

    SocketAddress m_address;
    QByteArray m_line;
    WhenDone m_whenDone;
    QIODevice *m_device = nullptr;
    QByteArray m_answer;
    QTimer m_deadline;
};

} // namespace gatehouse::haproxy
