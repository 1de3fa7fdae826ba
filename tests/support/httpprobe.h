#pragma once

#include <chrono>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace gatehouse::test {

/// What a server answered. Status 0: nothing that can be read as an answer came.
struct HttpAnswer
{
    int status = 0;
    std::map<std::string, std::string> headers; ///< names in lower case; of repeated ones the last
    std::string body; ///< without its chunks
};

using HttpFields = std::vector<std::pair<std::string, std::string>>;

/// A client on one connection that does just what a test says, independent of the code under test. It blocks,
/// for at most the time that it was given.
class HttpProbe final
{
public:
    /// `address` is HOST:PORT with an IPv4 address.
    explicit HttpProbe(std::string address, std::chrono::milliseconds patience = std::chrono::seconds{20});
    ~HttpProbe();
    HttpProbe(const HttpProbe &) = delete;
    HttpProbe &operator=(const HttpProbe &) = delete;

    [[nodiscard]] bool isConnected() const { return m_socket >= 0; }
    /// Sends a request, with Host and Content-Length added, and reads its answer.
    HttpAnswer ask(std::string_view method, std::string_view target, const HttpFields &fields = {},
                   std::string_view body = {});
    /// Sends these bytes; false where the connection is gone.
    bool send(std::string_view bytes);
    /// Reads the answer to a request of this method.
    HttpAnswer read(std::string_view method = "GET");
    /// Reads up to and with `end`; less where the connection ends or the time is over.
    std::string readUntil(std::string_view end);
    /// Whatever has come, at least a byte; nothing where the connection ends or the time is over.
    std::string readSome();
    /// Tells the server that nothing more will come, and goes on reading.
    void endSending();
    /// Whether the server closes the connection (further bytes are passed over).
    bool isClosedByServer();

private:
    bool receive();

    std::string m_address;
    int m_socket = -1;
    std::string m_in;
};

/// One request on a connection of its own.
HttpAnswer ask(const std::string &address, std::string_view method, std::string_view target,
               const HttpFields &fields = {}, std::string_view body = {});

} // namespace gatehouse::test
