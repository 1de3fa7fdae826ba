#include "core/gateway/buffer.h"

namespace gatehouse {

namespace {

/// What is kept beyond that is given back to the system: 8 MiB of each kind.
constexpr std::size_t KeptSmall = 1024;
constexpr std::size_t KeptLarge = 128;

} // namespace

void Buffer::release()
{
    if (m_memory)
        m_pool->giveBack(m_memory, m_capacity);
    m_memory = nullptr;
    m_capacity = 0;
    clear();
}

Buffer BufferPool::take(Blocks &blocks, std::size_t size)
{
    Buffer buffer;
    buffer.m_pool = this;
    buffer.m_capacity = size;
    if (blocks.empty()) {
        buffer.m_memory = std::make_unique_for_overwrite<char[]>(size).release();
    } else {
        buffer.m_memory = blocks.back().release();
        blocks.pop_back();
    }
    return buffer;
}

Buffer BufferPool::ofSize(std::size_t bytes)
{
    if (bytes <= Small)
        return small();
    if (bytes <= Large)
        return large();
    Blocks none;
    return take(none, bytes);
}

void BufferPool::giveBack(char *memory, std::size_t size)
{
    std::unique_ptr<char[]> block{memory};
    if (size == Small && m_small.size() < KeptSmall)
        m_small.push_back(std::move(block));
    else if (size == Large && m_large.size() < KeptLarge)
        m_large.push_back(std::move(block));
}

} // namespace gatehouse
