#pragma once

#include "core/gateway/chunkdecoder.h"
#include "core/gateway/smallserver.h"

#include <boost/asio/basic_waitable_timer.hpp>
#include <boost/asio/ip/tcp.hpp>

#include <atomic>
#include <deque>
#include <memory>
#include <string>
#include <vector>

namespace gatehouse {

/// One client of a SmallServer: reads a request, has it answered, reads the next. All members are called on
/// the loop, isCurrent() apart.
class SmallConnection final : public std::enable_shared_from_this<SmallConnection>
{
public:
    using Executor = boost::asio::io_context::executor_type;
    using Socket = boost::asio::basic_stream_socket<boost::asio::ip::tcp, Executor>;

    /// What the server has set for all of its connections; outlives them.
    struct Shared
    {
        boost::asio::io_context &loop;
        SmallServerLimits limits;
        SmallServer::Admission admit;
        SmallServer::Handler handle;
        std::function<void(SmallConnection *)> gone;
    };

    SmallConnection(std::shared_ptr<const Shared> shared, Socket socket);

    void start();
    void close();

    void respond(std::uint64_t exchange, const WebResponse &response);
    void begin(std::uint64_t exchange, const WebResponse &head, std::optional<std::uint64_t> length);
    void write(std::uint64_t exchange, std::string piece);
    void end(std::uint64_t exchange);
    void abort(std::uint64_t exchange);
    /// Any thread.
    [[nodiscard]] bool isCurrent(std::uint64_t exchange) const { return m_exchange.load() == exchange; }

private:
    enum class State : std::uint8_t { Head, Body, Answering, Lingering };

    void read();
    void onRead(boost::system::error_code code, std::size_t count);
    void process();
    void processHead();
    void processBody();
    void takeChunks();
    void admit(const RequestHead &head);
    void dispatch();
    void refuse(const WebResponse &response);

    std::string headText(const WebResponse &response, std::optional<std::uint64_t> length);
    void queue(std::string bytes);
    void flush();
    void onWritten(boost::system::error_code code);
    void finishAnswer();
    void linger();
    void watchForEnd();
    void arm(std::chrono::milliseconds limit);

    std::shared_ptr<const Shared> m_shared;
    Socket m_socket;
    boost::asio::basic_waitable_timer<std::chrono::steady_clock,
                                      boost::asio::wait_traits<std::chrono::steady_clock>, Executor>
        m_timer;
    RequestParser m_parser;
    ChunkDecoder m_chunks;
    WebRequest m_request;
    std::vector<char> m_buffer; ///< of the read that is under way
    std::string m_in; ///< received and not used up
    std::deque<std::string> m_out; ///< the first one is being written
    std::size_t m_backlog = 0; ///< bytes in m_out
    std::uint64_t m_bodyLeft = 0; ///< of a body with a length
    std::uint64_t m_bodyLimit = 0;
    std::uint64_t m_sequence = 0; ///< of exchanges
    std::atomic<std::uint64_t> m_exchange{0}; ///< the one that is being answered; 0: none
    State m_state = State::Head;
    bool m_chunkedBody = false;
    bool m_keepAlive = true;
    bool m_isHead = false; ///< the request is HEAD
    bool m_http10 = false;
    bool m_chunkedAnswer = false;
    bool m_answered = false; ///< the head of the answer is out
    bool m_ended = false; ///< the answer is complete, perhaps not written yet
    bool m_headBegun = false;
    bool m_reading = false;
    bool m_closed = false;
};

} // namespace gatehouse
