#include "core/gateway/worker.h"

#include "core/gateway/clientconnection.h"

#include <algorithm>
#include <utility>

namespace gatehouse {

Worker::Worker(unsigned index, std::string gateway, const Clock &clock, std::uint64_t seed)
    : m_loop(index, clock, seed)
    , m_work(m_loop.context().get_executor())
    , m_gateway(std::move(gateway))
    , m_pool(m_loop)
{
}

Worker::~Worker() = default;

void Worker::run()
{
    m_loop.context().run();
}

void Worker::halt()
{
    m_loop.context().stop();
}

void Worker::finish()
{
    m_loop.context().restart();
    m_loop.context().poll();
}

void Worker::giveBack(ClientConnection &connection)
{
    boost::system::error_code ignored;
    connection.stream().socket().close(ignored);
    m_unused.push_back(&connection);
}

void Worker::serve(const std::shared_ptr<const Snapshot> &snapshot)
{
    // Requests count their references on a counter of this worker's own: no two cores write to one place.
    m_snapshot = std::shared_ptr<const Snapshot>(std::make_shared<std::shared_ptr<const Snapshot>>(snapshot),
                                                 snapshot.get());
    m_pool.keepOnly(snapshot->targets);
}

ClientConnection &Worker::newConnection()
{
    if (m_unused.empty()) {
        m_all.push_back(std::make_unique<ClientConnection>(*this));
        m_unused.push_back(m_all.back().get());
    }
    ClientConnection &connection = *m_unused.back();
    m_unused.pop_back();
    return connection;
}

void Worker::opened(ClientConnection &connection)
{
    connection.retain();
    connection.m_openIndex = m_open.size();
    m_open.push_back(&connection);
    m_connections.begun.add();
}

void Worker::closed(ClientConnection &connection)
{
    m_open[connection.m_openIndex] = m_open.back();
    m_open[connection.m_openIndex]->m_openIndex = connection.m_openIndex;
    m_open.pop_back();
    m_connections.ended.add();
    connection.release();
    if (m_draining && m_open.empty() && m_onIdle)
        m_onIdle();
}

std::uint64_t Worker::connections() const
{
    const std::uint64_t ended = m_connections.ended.value();
    return m_connections.begun.value() - ended;
}

void Worker::drain()
{
    m_loop.refresh();
    m_draining = true;
    const std::vector<ClientConnection *> open = m_open;
    for (ClientConnection *const connection : open)
        connection->closeIfIdle();
    m_pool.closeIdle();
}

void Worker::closeOrphans()
{
    const std::vector<ClientConnection *> open = m_open;
    for (ClientConnection *const connection : open) {
        if (!connection->mayGoOn())
            connection->closeIfIdle();
    }
}

void Worker::abort()
{
    m_loop.refresh();
    while (!m_open.empty())
        m_open.back()->abort();
    m_pool.closeIdle();
}

} // namespace gatehouse
