#include "core/gateway/body.h"

namespace gatehouse {

void BodyReader::start(Framing framing, std::uint64_t contentLength)
{
    m_framing = framing;
    m_left = contentLength;
    m_received = 0;
    m_done = framing == Framing::None;
    m_chunks.reset();
}

BodyReader::Step BodyReader::take(char *data, std::size_t size)
{
    Step step;
    switch (m_framing) {
    case Framing::None:
        break;
    case Framing::Length:
        step.consumed = step.payload = readable(size);
        m_left -= step.payload;
        m_done = m_left == 0;
        break;
    case Framing::Chunked: {
        const ChunkDecoder::Step taken = m_chunks.decode(data, size);
        step = {taken.consumed, taken.payload};
        m_done = m_chunks.isDone();
        break;
    }
    case Framing::UntilClose:
        step.consumed = step.payload = size;
        break;
    }
    m_received += step.payload;
    return step;
}

bool BodyReader::endsByClose()
{
    if (m_framing == Framing::UntilClose)
        m_done = true;
    return m_done;
}

ChunkLine::ChunkLine(std::size_t size)
    : m_begin(m_text.size())
{
    m_text[--m_begin] = '\n';
    m_text[--m_begin] = '\r';
    for (std::size_t left = size; left > 0; left >>= 4)
        m_text[--m_begin] = "0123456789abcdef"[left & 0xFU];
}

} // namespace gatehouse
