#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace gatehouse::test {

/// A service behind a gateway: an HTTP/1.1 server in threads of its own, so that a test may wait for a client
/// meanwhile. On loopback and a free port. `GET /health` is answered with 200 while it is healthy and does
/// not count.
class ScriptedBackend final
{
public:
    struct Request
    {
        std::string method;
        std::string target;
        std::vector<std::pair<std::string, std::string>> headers{}; ///< names in lower case, in their order
        std::string body{};

        /// The value of the last header of this name (in lower case); empty where there is none.
        std::string header(const std::string &name) const;
    };

    struct Reply
    {
        int status = 200;
        std::string body{};
        std::vector<std::pair<std::string, std::string>> headers{};
        std::chrono::milliseconds delay{0}; ///< before the answer
        bool cut = false; ///< closes without an answer
    };

    /// Called on the connections' threads, one call at a time.
    using Script = std::function<Reply(const Request &)>;

    /// Without a script every request is answered with 200 and `METHOD TARGET`.
    explicit ScriptedBackend(Script script = {});
    ~ScriptedBackend();
    ScriptedBackend(const ScriptedBackend &) = delete;
    ScriptedBackend &operator=(const ScriptedBackend &) = delete;

    std::uint16_t port() const { return m_port; }
    std::string address() const { return "127.0.0.1:" + std::to_string(m_port); }

    void setScript(Script script);
    void setHealthy(bool healthy) { m_healthy = healthy; }
    std::vector<Request> requests() const;
    int requestCount() const { return static_cast<int>(requests().size()); }
    /// The most requests that were under way at once.
    int highWater() const { return m_highWater; }
    void forget();

private:
    void accept();
    void serve(int socket);
    bool answer(int socket, const Request &request);

    mutable std::mutex m_mutex;
    Script m_script;
    std::vector<Request> m_requests;
    std::vector<std::thread> m_threads;
    std::vector<int> m_sockets;
    std::atomic<bool> m_healthy{true};
    std::atomic<bool> m_ends{false};
    std::atomic<int> m_active{0};
    std::atomic<int> m_highWater{0};
    std::uint16_t m_port = 0;
    int m_listener = -1;
    std::thread m_acceptor;
};

} // namespace gatehouse::test
