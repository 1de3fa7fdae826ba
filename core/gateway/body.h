#pragma once

#include "core/gateway/chunkdecoder.h"
#include "core/gateway/httpparser.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace gatehouse {

/// Takes a message's body off its framing, piece by piece. One reader serves one body at a time.
class BodyReader final
{
public:
    void start(Framing framing, std::uint64_t contentLength);

    struct Step
    {
        std::size_t consumed = 0; ///< bytes of the input that were used up
        std::size_t payload = 0; ///< bytes of body, moved together to the front of the input
    };

    /// Reads from `size` bytes at `data`; what belongs to the next message is left alone.
    [[nodiscard]] Step take(char *data, std::size_t size);
    /// The sender has closed: whether that ends the body in good order.
    [[nodiscard]] bool endsByClose();

    [[nodiscard]] bool isDone() const { return m_done; }
    [[nodiscard]] bool hasFailed() const { return m_chunks.hasFailed(); }
    [[nodiscard]] HttpFault fault() const { return m_chunks.fault(); }
    /// Bytes of body so far.
    [[nodiscard]] std::uint64_t received() const { return m_received; }
    /// How many of `size` bytes may be read without reading into the next message, as far as that is known.
    [[nodiscard]] std::size_t readable(std::size_t size) const
    {
        return m_framing == Framing::Length ? static_cast<std::size_t>(std::min<std::uint64_t>(m_left, size))
                                            : size;
    }

private:
    Framing m_framing = Framing::None;
    bool m_done = true;
    std::uint64_t m_left = 0; ///< for Framing::Length
    std::uint64_t m_received = 0;
    ChunkDecoder m_chunks;
};

/// The line before a chunk's data.
class ChunkLine final
{
public:
    /// `size` is at least 1.
    explicit ChunkLine(std::size_t size);

    [[nodiscard]] std::string_view text() const { return {m_text.data() + m_begin, m_text.size() - m_begin}; }

    static constexpr std::string_view End = "\r\n"; ///< behind a chunk's data
    static constexpr std::string_view Last = "0\r\n\r\n"; ///< behind the last chunk
    static constexpr std::string_view EndAndLast = "\r\n0\r\n\r\n";

private:
    std::array<char, 18> m_text{};
    std::size_t m_begin;
};

} // namespace gatehouse
