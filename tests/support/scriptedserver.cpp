#include "tests/support/scriptedserver.h"

#include <QtNetwork/QTcpSocket>

#include <optional>

namespace gatehouse::test {

namespace {

// The first whole request of the buffer, which it is taken out of.
std::optional<ScriptedServer::Request> takeRequest(QByteArray &buffer)
{
    const qsizetype end = buffer.indexOf("\r\n\r\n");
    if (end < 0)
        return std::nullopt;
    ScriptedServer::Request request;
    const auto lines = buffer.left(end).split('\n');
    const auto words = lines.constFirst().trimmed().split(' ');
    request.method = words.value(0);
    request.path = words.value(1);
    for (qsizetype i = 1; i < lines.size(); ++i) {
        const qsizetype colon = lines[i].indexOf(':');
        request.headers[lines[i].left(colon).toLower()] = lines[i].mid(colon + 1).trimmed();
    }
    const qsizetype length = request.headers["content-length"].toLongLong();
    if (buffer.size() < end + 4 + length)
        return std::nullopt;
    request.body = buffer.mid(end + 4, length);
    buffer.remove(0, end + 4 + length);
    return request;
}

} // namespace

ScriptedServer::ScriptedServer(Script script)
    : m_script(std::move(script))
{
    connect(&m_server, &QTcpServer::newConnection, this, [this] {
        while (QTcpSocket *socket = m_server.nextPendingConnection()) {
            ++m_open;
            connect(socket, &QTcpSocket::readyRead, this, [this, socket] { take(socket); });
            connect(socket, &QTcpSocket::disconnected, this, [this, socket] {
                --m_open;
                m_pending.remove(socket);
                socket->deleteLater();
            });
        }
    });
    m_server.listen(QHostAddress::LocalHost);
}

ScriptedServer::~ScriptedServer()
{
    for (QTcpSocket *socket : m_server.findChildren<QTcpSocket *>())
        socket->disconnect(this);
}

void ScriptedServer::take(QTcpSocket *socket)
{
    QByteArray &buffer = m_pending[socket];
    buffer += socket->readAll();
    while (const auto request = takeRequest(buffer)) {
        m_requests.push_back(*request);
        answer(socket, m_script(*request));
        if (socket->state() != QAbstractSocket::ConnectedState)
            return;
    }
}

void ScriptedServer::answer(QTcpSocket *socket, const Answer &answer)
{
    switch (answer.kind) {
    case Answer::Kind::Reply:
        socket->write("HTTP/1.1 " + QByteArray::number(answer.status) + " Said\r\n" + answer.headers
                      + "Content-Length: " + QByteArray::number(answer.body.size()) + "\r\n\r\n"
                      + answer.body);
        return;
    case Answer::Kind::Silence:
        return;
    case Answer::Kind::Cut:
        socket->abort();
        return;
    case Answer::Kind::Raw:
        socket->write(answer.body);
        socket->disconnectFromHost();
        return;
    case Answer::Kind::RawOpen:
        socket->write(answer.body);
        return;
    }
}

} // namespace gatehouse::test

#include "moc_scriptedserver.cpp"
