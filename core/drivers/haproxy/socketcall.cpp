#include "core/drivers/haproxy/socketcall.h"

#include <fmt/format.h>

#include <QtNetwork/QLocalSocket>
#include <QtNetwork/QTcpSocket>

#include <charconv>

namespace gatehouse::haproxy {

namespace {

/// An answer that is larger is none of HAProxy's.
constexpr qsizetype LargestAnswer = 64 * 1024 * 1024;

} // namespace

SocketAddress::SocketAddress(std::string text)
    : m_text(std::move(text))
{
    for (const std::string_view prefix : {"unix@", "ipv4@", "ipv6@"}) {
        if (m_text.starts_with(prefix))
            m_text.erase(0, prefix.size());
    }
    const std::size_t colon = m_text.rfind(':');
    if (m_text.starts_with('/') || colon == std::string::npos)
        return;
    std::uint16_t port = 0;
    const char *end = m_text.data() + m_text.size();
    const auto [read, error] = std::from_chars(m_text.data() + colon + 1, end, port);
    if (error != std::errc() || read != end || port == 0)
        return;
    m_port = port;
    m_host = m_text.substr(0, colon);
    if (m_host.starts_with('[') && m_host.ends_with(']'))
        m_host = m_host.substr(1, m_host.size() - 2);
}

void SocketCall::ask(QObject *receiver, const SocketAddress &address, const std::string &commands,
                     std::chrono::milliseconds deadline, WhenDone whenDone)
{
    // The master keeps a connection open unless it is told to quit.
    auto *call = new SocketCall(receiver, address, commands + ";quit\n", std::move(whenDone));
    call->start(deadline);
}

SocketCall::SocketCall(QObject *receiver, const SocketAddress &address, std::string line, WhenDone whenDone)
    : QObject(receiver)
    , m_address(address)
    , m_line(QByteArray::fromStdString(line))
    , m_whenDone(std::move(whenDone))
{
}

void SocketCall::start(std::chrono::milliseconds deadline)
{
    connect(&m_deadline, &QTimer::timeout, this,
            [this] { failed(ErrorKind::Timeout, QStringLiteral("it does not answer in time")); });
    m_deadline.setSingleShot(true);
    m_deadline.start(std::max(deadline, std::chrono::milliseconds(0)));
    // Connecting may fail at once; nobody is called before ask() has returned.
    QMetaObject::invokeMethod(
        this, [this] { m_address.isPath() ? startLocal() : startTcp(); }, Qt::QueuedConnection);
}

void SocketCall::startLocal()
{
    auto *socket = new QLocalSocket(this);
    m_device = socket;
    connect(socket, &QLocalSocket::connected, this, &SocketCall::connected);
    connect(socket, &QLocalSocket::readyRead, this, &SocketCall::received);
    connect(socket, &QLocalSocket::errorOccurred, this, [this, socket](QLocalSocket::LocalSocketError error) {
        if (error == QLocalSocket::PeerClosedError)
            return;
        failed(error == QLocalSocket::SocketAccessError ? ErrorKind::Refused : ErrorKind::Unreachable,
               socket->errorString());
    });
    connect(socket, &QLocalSocket::disconnected, this, [this] { end(m_answer.toStdString()); });
    socket->connectToServer(QString::fromStdString(m_address.text()));
}

void SocketCall::startTcp()
{
    auto *socket = new QTcpSocket(this);
    m_device = socket;
    connect(socket, &QTcpSocket::connected, this, &SocketCall::connected);
    connect(socket, &QTcpSocket::readyRead, this, &SocketCall::received);
    connect(socket, &QTcpSocket::errorOccurred, this, [this, socket](QAbstractSocket::SocketError error) {
        if (error != QAbstractSocket::RemoteHostClosedError)
            failed(ErrorKind::Unreachable, socket->errorString());
    });
    connect(socket, &QTcpSocket::disconnected, this, [this] { end(m_answer.toStdString()); });
    socket->connectToHost(QString::fromStdString(m_address.host()), m_address.port());
}

void SocketCall::connected()
{
    m_device->write(m_line);
}

void SocketCall::received()
{
    m_answer += m_device->readAll();
    if (m_answer.size() > LargestAnswer)
        failed(ErrorKind::Unreachable, QStringLiteral("its answer has no end"));
}

void SocketCall::failed(ErrorKind kind, const QString &reason)
{
    end(failure(kind, fmt::format("HAProxy cannot be asked: {}.", reason.toStdString()), m_address.text(),
                kind == ErrorKind::Refused ? "Give this user the right to the socket."
                                           : "See whether HAProxy runs and has this socket."));
}

void SocketCall::end(Result<std::string> result)
{
    if (!m_whenDone)
        return;
    const WhenDone whenDone = std::exchange(m_whenDone, {});
    m_deadline.stop();
    if (m_device) {
        m_device->disconnect(this);
    }
    deleteLater();
    whenDone(std::move(result));
}

} // namespace gatehouse::haproxy

#include "moc_socketcall.cpp"
