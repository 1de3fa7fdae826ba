#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace gatehouse::test {

/// An upstream that does on each connection just what a test says, byte by byte: answers, pauses, halves,
/// closes. On loopback, one thread a connection, independent of Qt and of the code under test. Scripts run on
/// those threads.
class RawBackend final
{
public:
    struct Request
    {
        std::string method;
        std::string target;
        std::map<std::string, std::string> fields; ///< names in lower case; repeated ones joined with `, `
        std::string head; ///< as received
        std::string body; ///< without its chunks
        bool chunked = false;
    };

    class Connection
    {
    public:
        Connection(int socket, int number, RawBackend &backend)
            : m_socket(socket)
            , m_number(number)
            , m_backend(backend)
        {
        }

        /// Which connection of the backend this is, from 0.
        [[nodiscard]] int number() const { return m_number; }
        /// Reads a whole request and notes it; false where the other side ended.
        bool read(Request &request);
        /// Reads a request's head only.
        bool readHead(Request &request);
        /// Reads so many bytes of a body, as they come; less at the end.
        std::string readBytes(std::size_t count);
        bool send(std::string_view bytes);
        /// An answer with a length.
        bool answer(int status, std::string_view body, std::string_view fields = {});
        /// Waits until the other side ends; false after `patience`.
        bool waitForEnd(std::chrono::milliseconds patience = std::chrono::seconds{20});
        /// Closes so that the other side gets a reset.
        void reset();

    private:
        friend class RawBackend;
        bool receive();

        int m_socket;
        int m_number;
        RawBackend &m_backend;
        std::string m_in;
    };

    using Script = std::function<void(Connection &)>;

    /// Answers every request with 200 and `body`, and keeps connections open.
    explicit RawBackend(std::string body = "hello");
    explicit RawBackend(Script script, std::uint16_t port = 0);
    ~RawBackend();
    RawBackend(const RawBackend &) = delete;
    RawBackend &operator=(const RawBackend &) = delete;

    [[nodiscard]] std::uint16_t port() const { return m_port; }
    [[nodiscard]] std::string address() const;
    /// Accepted so far.
    [[nodiscard]] int connections() const { return m_accepted; }
    [[nodiscard]] int openConnections() const { return m_open; }
    /// What was read whole so far.
    [[nodiscard]] std::vector<Request> requests() const;
    /// No longer listens, and cuts off what is open; the port stays taken for nobody.
    void stop();

private:
    void acceptAll();

    Script m_script;
    std::uint16_t m_port = 0;
    int m_listener = -1;
    std::atomic<int> m_accepted{0};
    std::atomic<int> m_open{0};
    std::atomic<bool> m_stopping{false};
    mutable std::mutex m_mutex;
    std::vector<Request> m_requests;
    std::vector<int> m_sockets;
    std::vector<std::thread> m_threads;
    std::thread m_acceptor;
};

/// A listener whose queue is full: it takes no connection and refuses none.
class FullListener final
{
public:
    FullListener();
    ~FullListener();
    FullListener(const FullListener &) = delete;
    FullListener &operator=(const FullListener &) = delete;

    [[nodiscard]] std::string address() const;

private:
    std::uint16_t m_port = 0;
    std::vector<int> m_sockets;
};

/// Waits until `condition` holds; false after `patience`.
bool becomesTrue(const std::function<bool()> &condition,
                 std::chrono::milliseconds patience = std::chrono::seconds{10});

} // namespace gatehouse::test
