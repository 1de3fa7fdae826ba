#include "core/gateway/chunkdecoder.h"

#include "core/gateway/httpchars.h"

#include <algorithm>
#include <cstring>

namespace gatehouse {

namespace {

constexpr std::uint32_t OverheadLimit = 16 * 1024;
/// 15 hexadecimal digits stay below 2^60.
constexpr std::uint8_t DigitLimit = 15;

unsigned hexValue(unsigned char c)
{
    if (c <= '9')
        return c - unsigned{'0'};
    return (c | 0x20U) - unsigned{'a'} + 10U;
}

} // namespace

ChunkDecoder::Step ChunkDecoder::decode(char *data, std::size_t size)
{
    Step result;
    while (result.consumed < size && m_state != State::Done && m_state != State::Failed) {
        if (m_state != State::Data) {
            step(static_cast<unsigned char>(data[result.consumed++]));
            continue;
        }
        const auto run = static_cast<std::size_t>(std::min<std::uint64_t>(m_left, size - result.consumed));
        if (result.payload != result.consumed)
            std::memmove(data + result.payload, data + result.consumed, run);
        result.payload += run;
        result.consumed += run;
        m_left -= run;
        if (m_left == 0)
            m_state = State::DataReturn;
    }
    return result;
}

void ChunkDecoder::step(unsigned char c)
{
    switch (m_state) {
    case State::SizeFirst:
        if (!httpchars::is(static_cast<char>(c), httpchars::HexDigit))
            return fail(HttpFault::BadChunkSize);
        m_left = 0;
        m_digits = 0;
        m_extensionBegun = false;
        m_state = State::Size;
        return sizeDigit(c);
    case State::Size:
        return httpchars::is(static_cast<char>(c), httpchars::HexDigit) ? sizeDigit(c) : afterSize(c);
    case State::Extension:
        countOverhead();
        return afterSize(c);
    case State::SizeLineFeed:
        if (c != '\n')
            return fail(HttpFault::BadChunkSize);
        m_state = m_left == 0 ? State::TrailerStart : State::Data;
        return;
    case State::DataReturn:
        m_state = State::DataLineFeed;
        return c == '\r' ? void() : fail(HttpFault::BadChunkEnd);
    case State::DataLineFeed:
        m_state = State::SizeFirst;
        return c == '\n' ? void() : fail(HttpFault::BadChunkEnd);
    case State::TrailerStart:
        return trailerStart(c);
    case State::TrailerName:
        countOverhead();
        if (c == ':')
            m_state = State::TrailerValue;
        else if (!httpchars::is(static_cast<char>(c), httpchars::Token))
            fail(HttpFault::BadTrailer);
        return;
    case State::TrailerValue:
        countOverhead();
        if (c == '\r')
            m_state = State::TrailerLineFeed;
        else if (!httpchars::is(static_cast<char>(c), httpchars::Value))
            fail(HttpFault::BadTrailer);
        return;
    case State::TrailerLineFeed:
        m_state = State::TrailerStart;
        return c == '\n' ? void() : fail(HttpFault::BadTrailer);
    case State::EndLineFeed:
        m_state = State::Done;
        return c == '\n' ? void() : fail(HttpFault::BadTrailer);
    case State::Data:
    case State::Done:
    case State::Failed:
        return;
    }
}

void ChunkDecoder::sizeDigit(unsigned char c)
{
    if (++m_digits > DigitLimit)
        return fail(HttpFault::BadChunkSize);
    m_left = m_left * 16 + hexValue(c);
}

/// What follows the size: nothing, or white space and a semicolon with anything behind it up to the line's
/// end.
void ChunkDecoder::afterSize(unsigned char c)
{
    if (m_state == State::Failed)
        return;
    const bool blank = c == ' ' || c == '\t';
    if (c == '\r') {
        // White space that no extension follows is not of the grammar.
        if (m_state == State::Extension && !m_extensionBegun)
            return fail(HttpFault::BadChunkSize);
        m_state = State::SizeLineFeed;
    } else if (c == ';') {
        m_extensionBegun = true;
        m_state = State::Extension;
    } else if (m_state == State::Size || !m_extensionBegun) {
        if (!blank)
            return fail(HttpFault::BadChunkSize);
        m_state = State::Extension;
    } else if (!httpchars::is(static_cast<char>(c), httpchars::Value)) {
        fail(HttpFault::BadChunkExtension);
    }
}

void ChunkDecoder::trailerStart(unsigned char c)
{
    countOverhead();
    if (m_state == State::Failed)
        return;
    if (c == '\r')
        m_state = State::EndLineFeed;
    else if (httpchars::is(static_cast<char>(c), httpchars::Token))
        m_state = State::TrailerName;
    else
        fail(HttpFault::BadTrailer);
}

void ChunkDecoder::countOverhead()
{
    if (++m_overhead > OverheadLimit)
        fail(HttpFault::ChunkOverheadTooLarge);
}

void ChunkDecoder::fail(HttpFault fault)
{
    m_state = State::Failed;
    m_fault = fault;
}

} // namespace gatehouse
