#pragma once

#include "core/base/result.h"
#include "core/gateway/httpparser.h"
#include "core/gateway/webmessage.h"
#include "core/model/values.h"

#include <boost/asio/io_context.hpp>

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <variant>

namespace gatehouse {

struct SmallServerLimits
{
    HeadLimits head;
    std::size_t connections = 256; ///< at once; more are closed as they come
    std::size_t backlog =
        4 * 1024 * 1024; ///< bytes that may wait for a slow reader of a stream; then it is cut off
    std::chrono::milliseconds idle{60'000}; ///< between two requests
    std::chrono::milliseconds progress{15'000}; ///< for a whole head, and between two pieces of a body
};

class SmallConnection;

/// One request that waits for its answer. May be kept, and answered from any thread; only the first answer
/// counts. Where it goes without one, the connection is closed.
class SmallExchange final
{
public:
    SmallExchange(std::weak_ptr<SmallConnection> connection, boost::asio::io_context &loop,
                  WebRequest request, std::uint64_t number);
    ~SmallExchange();
    SmallExchange(const SmallExchange &) = delete;
    SmallExchange &operator=(const SmallExchange &) = delete;

    [[nodiscard]] const WebRequest &request() const { return m_request; }

    void respond(WebResponse response);

    /// Answers in pieces: the head first (its body is ignored), then what write() is given, until end(). With
    /// a length exactly as many bytes must follow; without one the length is open.
    void begin(WebResponse head, std::optional<std::uint64_t> length);
    void write(std::string piece);
    void end();
    /// Closes the connection without (the rest of) an answer.
    void abort();
    /// False once the client is gone or the answer is complete.
    [[nodiscard]] bool isOpen() const;

private:
    template <class Action> void onLoop(Action action) const;

    std::weak_ptr<SmallConnection> m_connection;
    boost::asio::io_context &m_loop;
    WebRequest m_request;
    std::uint64_t m_number; ///< of the request on its connection
};

/// A small HTTP/1.1 server for messages that fit in memory: keep-alive, strict parsing, limits on head, body
/// and time, answers in pieces (server-sent events). It lives on the loop that it is given, which one thread
/// runs; all members are called on that thread or while it is not running.
class SmallServer final
{
public:
    using Handler = std::function<void(std::shared_ptr<SmallExchange>)>;
    /// Asked when the head is there and before any of the body is read: how many bytes of body are taken, or
    /// the answer that refuses the request.
    using Admission = std::function<std::variant<std::uint64_t, WebResponse>(const WebRequest &)>;

    SmallServer(boost::asio::io_context &loop, SmallServerLimits limits, Admission admit, Handler handle);
    /// Closes everything.
    ~SmallServer();
    SmallServer(const SmallServer &) = delete;
    SmallServer &operator=(const SmallServer &) = delete;

    /// Opens the address, port 0 for a free one, and returns it with the port that was taken. Errors:
    /// Unreachable.
    [[nodiscard]] Result<Address> listen(const Address &address);
    /// Closes the listening socket and every connection; new clients are refused by the system.
    void close();
    [[nodiscard]] bool isListening() const;
    [[nodiscard]] std::size_t connections() const;

private:
    class Private;
    std::shared_ptr<Private> d;
};

} // namespace gatehouse
