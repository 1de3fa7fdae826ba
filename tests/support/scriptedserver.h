#pragma once

#include <QtCore/QByteArray>
#include <QtCore/QHash>
#include <QtCore/QObject>
#include <QtNetwork/QTcpServer>

#include <functional>
#include <map>
#include <vector>

class QTcpSocket;

namespace gatehouse::test {

/// An HTTP server whose every answer is said by the test, the wrong ones above all: silence, a cut
/// connection, rubbish, half an answer. On loopback and a free port, in the test's own thread.
class ScriptedServer final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ScriptedServer)

public:
    struct Request
    {
        QByteArray method;
        QByteArray path;
        std::map<QByteArray, QByteArray> headers; ///< names in lower case
        QByteArray body;
    };

    struct Answer
    {
        enum class Kind {
            Reply,
            Silence, ///< the connection stays open and nothing comes
            Cut, ///< the connection is reset without a byte
            Raw, ///< `body` as it is, then the connection is closed
            RawOpen, ///< `body` as it is, the connection stays open
        };
        int status = 200;
        QByteArray body{};
        QByteArray headers{}; ///< whole lines, each ended by CR LF
        Kind kind = Kind::Reply;
    };

    using Script = std::function<Answer(const Request &)>;

    explicit ScriptedServer(Script script);
    ~ScriptedServer() override;

    quint16 port() const { return m_server.serverPort(); }
    QByteArray address() const { return "127.0.0.1:" + QByteArray::number(port()); }
    const std::vector<Request> &requests() const { return m_requests; }
    int openConnections() const { return m_open; }

private:
    void take(QTcpSocket *socket);
    void answer(QTcpSocket *socket, const Answer &answer);

    Script m_script;
    QTcpServer m_server;
    QHash<QTcpSocket *, QByteArray> m_pending;
    std::vector<Request> m_requests;
    int m_open = 0;
};

} // namespace gatehouse::test
