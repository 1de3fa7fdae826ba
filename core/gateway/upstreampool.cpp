#include "core/gateway/upstreampool.h"

#include <algorithm>
#include <utility>

namespace gatehouse {

UpstreamPool::UpstreamPool(Loop &loop)
    : m_loop(loop)
    , m_siblings{this}
{
}

UpstreamPool::~UpstreamPool() = default;

void UpstreamPool::setSiblings(std::span<UpstreamPool *const> pools)
{
    m_siblings.assign(pools.begin(), pools.end());
}

UpstreamPool::Site &UpstreamPool::site(const UpstreamTarget &target)
{
    if (target.slot() >= m_sites.size())
        m_sites.resize(target.slot() + 1);
    return m_sites[target.slot()];
}

UpstreamConnection *UpstreamPool::takeIdle(UpstreamTarget &target, UpstreamUser &user)
{
    UpstreamConnection *const connection = site(target).newest;
    if (connection) {
        removeIdle(*connection);
        connection->use(user);
    }
    return connection;
}

UpstreamConnection *UpstreamPool::open(const std::shared_ptr<UpstreamTarget> &target,
                                       const TcpEndpoint &address, UpstreamUser &user)
{
    if (!target->runtime().takeConnection())
        return nullptr;
    if (m_unused.empty()) {
        m_all.push_back(std::make_unique<UpstreamConnection>(m_loop, *this));
        m_unused.push_back(m_all.back().get());
    }
    UpstreamConnection *const connection = m_unused.back();
    m_unused.pop_back();
    connection->retain();
    connection->open(target, address, user);
    return connection;
}

void UpstreamPool::giveBack(UpstreamConnection &connection, std::chrono::milliseconds idle)
{
    Site &place = site(connection.target());
    // Another loop waits for a connection of which this one has no need.
    if (place.waiting.empty() && connection.target().waiting() > 0) {
        discard(connection);
        return;
    }
    place.target = connection.m_target;
    connection.m_older = place.newest;
    connection.m_newer = nullptr;
    if (place.newest)
        place.newest->m_newer = &connection;
    place.newest = &connection;
    connection.rest(idle);
    if (!place.waiting.empty())
        m_loop.post([this, target = connection.m_target] { wake(target); });
}

void UpstreamPool::discard(UpstreamConnection &connection)
{
    const std::shared_ptr<UpstreamTarget> target = connection.m_target;
    connection.close();
    target->runtime().releaseConnection();
    connection.release();
    freed(target);
}

void UpstreamPool::removeIdle(UpstreamConnection &connection)
{
    Site &place = site(connection.target());
    if (connection.m_newer)
        connection.m_newer->m_older = connection.m_older;
    else
        place.newest = connection.m_older;
    if (connection.m_older)
        connection.m_older->m_newer = connection.m_newer;
    connection.m_newer = nullptr;
    connection.m_older = nullptr;
}

void UpstreamPool::wait(const std::shared_ptr<UpstreamTarget> &target, Waiter &waiter)
{
    Site &place = site(*target);
    place.target = target;
    place.waiting.push_back(&waiter);
    target->addWaiting(1);
    // From now on connections that are given back are closed for us; those that are idle already are asked
    // for.
    for (UpstreamPool *const pool : m_siblings)
        pool->m_loop.post([pool, target] { pool->closeOne(target); });
}

void UpstreamPool::stopWaiting(UpstreamTarget &target, Waiter &waiter)
{
    Site &place = site(target);
    const auto found = std::find(place.waiting.begin(), place.waiting.end(), &waiter);
    if (found == place.waiting.end())
        return;
    place.waiting.erase(found);
    target.addWaiting(-1);
}

/// A connection to the target may be opened, or stands idle here: tells one that waits, here before
/// elsewhere.
void UpstreamPool::freed(const std::shared_ptr<UpstreamTarget> &target)
{
    if (target->waiting() == 0)
        return;
    if (!site(*target).waiting.empty()) {
        m_loop.post([this, target] { wake(target); });
        return;
    }
    for (UpstreamPool *const pool : m_siblings) {
        if (pool != this)
            pool->m_loop.post([pool, target] { pool->wake(target); });
    }
}

void UpstreamPool::wake(const std::shared_ptr<UpstreamTarget> &target)
{
    Site &place = site(*target);
    if (place.waiting.empty())
        return;
    m_loop.refresh();
    Waiter *const waiter = place.waiting.front();
    place.waiting.pop_front();
    target->addWaiting(-1);
    waiter->connectionFree();
}

void UpstreamPool::closeOne(const std::shared_ptr<UpstreamTarget> &target)
{
    Site &place = site(*target);
    if (!place.newest)
        return;
    if (!place.waiting.empty()) {
        wake(target);
        return;
    }
    UpstreamConnection &idle = *place.newest;
    removeIdle(idle);
    discard(idle);
}

void UpstreamPool::closeIdleOf(Site &site)
{
    while (UpstreamConnection *const idle = site.newest) {
        removeIdle(*idle);
        discard(*idle);
    }
    if (site.waiting.empty())
        site.target.reset();
}

void UpstreamPool::keepOnly(std::span<const std::shared_ptr<UpstreamTarget>> targets)
{
    std::vector<bool> kept(m_sites.size());
    for (const std::shared_ptr<UpstreamTarget> &target : targets) {
        if (target->slot() < kept.size())
            kept[target->slot()] = true;
    }
    for (std::size_t i = 0; i < m_sites.size(); ++i) {
        if (!kept[i])
            closeIdleOf(m_sites[i]);
    }
}

void UpstreamPool::closeIdle()
{
    for (Site &site : m_sites)
        closeIdleOf(site);
}

void UpstreamPool::recycle(UpstreamConnection &connection)
{
    m_unused.push_back(&connection);
}

} // namespace gatehouse
