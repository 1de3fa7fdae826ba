#pragma once

#include "core/gateway/httpparser.h"

#include <cstddef>
#include <cstdint>

namespace gatehouse {

/// Takes the chunked framing (RFC 9112, 7.1) off a body, strictly and in place. Extensions and trailers are
/// checked, bounded and dropped. One decoder serves one body; reset() makes it ready for the next. Not
/// thread-safe.
class ChunkDecoder final
{
public:
    struct Step
    {
        std::size_t consumed = 0; ///< bytes of the input that were used up
        std::size_t payload = 0; ///< bytes of body, moved together to the front of the input
    };

    /// Reads `size` bytes at `data` and overwrites them with their payload. Stops behind the last chunk: what
    /// comes after it is the next message and is left untouched. After Failed nothing of the body may be
    /// trusted.
    [[nodiscard]] Step decode(char *data, std::size_t size);
    [[nodiscard]] bool isDone() const { return m_state == State::Done; }
    [[nodiscard]] bool hasFailed() const { return m_state == State::Failed; }
    [[nodiscard]] HttpFault fault() const { return m_fault; }
    void reset() { *this = ChunkDecoder{}; }

private:
    enum class State : std::uint8_t {
        SizeFirst,
        Size,
        Extension,
        SizeLineFeed,
        Data,
        DataReturn,
        DataLineFeed,
        TrailerStart,
        TrailerName,
        TrailerValue,
        TrailerLineFeed,
        EndLineFeed,
        Done,
        Failed,
    };

    void step(unsigned char c);
    void sizeDigit(unsigned char c);
    void afterSize(unsigned char c);
    void trailerStart(unsigned char c);
    void countOverhead();
    void fail(HttpFault fault);

    std::uint64_t m_left = 0; ///< of the chunk's data
    std::uint32_t m_overhead = 0; ///< bytes of extensions and trailers so far
    std::uint8_t m_digits = 0;
    bool m_extensionBegun = false; ///< a semicolon has been seen
    State m_state = State::SizeFirst;
    HttpFault m_fault = HttpFault::None;
};

} // namespace gatehouse
