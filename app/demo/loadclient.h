#pragma once

#include "core/gateway/httpparser.h"
#include "core/model/values.h"

#include <boost/asio/io_context.hpp>

#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace gatehouse::demo {

/// How a request ended: with a status, or without an answer.
enum class LoadFailure { None, Connect, Reset, Timeout, BadAnswer };

/// The stable word: "connect", "reset", "timeout", "badAnswer"; "" for None.
[[nodiscard]] const char *word(LoadFailure failure);

struct LoadResult
{
    int status = 0; ///< 0 where there was no answer
    LoadFailure failure = LoadFailure::None;
};

/// Sends requests to one address over a bounded number of kept-alive connections, one request a connection at
/// a time; nothing is ever sent twice. Lives on one loop.
class LoadClient final
{
public:
    using Done = std::function<void(LoadResult)>;

    /// `authority` goes into the Host field.
    LoadClient(boost::asio::io_context &loop, Address address, std::string authority, std::size_t connections,
               std::chrono::milliseconds timeout);
    ~LoadClient();
    LoadClient(const LoadClient &) = delete;
    LoadClient &operator=(const LoadClient &) = delete;

    /// False, and nothing happens, where all connections are busy.
    [[nodiscard]] bool send(const std::string &method, const std::string &target, const std::string &token,
                            const std::string &body, Done done);
    [[nodiscard]] std::size_t inFlight() const { return m_connections.size() - m_idle.size(); }

private:
    class Connection;
    std::shared_ptr<Connection> idleConnection();

    boost::asio::io_context &m_loop;
    Address m_address;
    std::string m_authority;
    std::size_t m_limit;
    std::chrono::milliseconds m_timeout;
    std::vector<std::shared_ptr<Connection>> m_connections;
    std::vector<std::shared_ptr<Connection>> m_idle;
};

} // namespace gatehouse::demo
