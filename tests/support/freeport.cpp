#include "tests/support/freeport.h"

#include <QtNetwork/QHostAddress>
#include <QtNetwork/QTcpServer>

#include <set>

namespace gatehouse::test {

std::uint16_t freePort()
{
    static std::set<std::uint16_t> handedOut;
    for (;;) {
        QTcpServer server;
        if (!server.listen(QHostAddress::LocalHost))
            qFatal("no loopback port is free");
        if (handedOut.insert(server.serverPort()).second)
            return server.serverPort();
    }
}

std::vector<std::uint16_t> freePorts(int count)
{
    std::vector<std::uint16_t> ports;
    for (int i = 0; i < count; ++i)
        ports.push_back(freePort());
    return ports;
}

} // namespace gatehouse::test
