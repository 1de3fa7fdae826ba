#pragma once

#include <cstddef>
#include <cstring>
#include <memory>
#include <string_view>
#include <utility>
#include <vector>

namespace gatehouse {

class BufferPool;

/// A flat piece of memory that is filled at its end and used up from its front. Comes from the pool of its
/// loop and goes back there. Movable; a default one holds nothing.
class Buffer final
{
public:
    Buffer() = default;
    ~Buffer() { release(); }
    Buffer(Buffer &&other) noexcept { swap(other); }
    Buffer &operator=(Buffer &&other) noexcept
    {
        release();
        swap(other);
        return *this;
    }

    /// Whether it has memory at all.
    explicit operator bool() const { return m_memory != nullptr; }
    [[nodiscard]] std::size_t capacity() const { return m_capacity; }
    [[nodiscard]] std::size_t size() const { return m_end - m_begin; }
    [[nodiscard]] bool isEmpty() const { return m_begin == m_end; }
    [[nodiscard]] char *data() { return m_memory + m_begin; }
    [[nodiscard]] const char *data() const { return m_memory + m_begin; }
    [[nodiscard]] std::string_view content() const { return {m_memory + m_begin, size()}; }

    [[nodiscard]] char *space() { return m_memory + m_end; }
    [[nodiscard]] std::size_t spaceSize() const { return m_capacity - m_end; }
    void commit(std::size_t bytes) { m_end += bytes; }
    void consume(std::size_t bytes) { m_begin += bytes; }
    void clear() { m_begin = m_end = 0; }
    /// Moves what it holds to its front. Not while a read into it is pending.
    void compact()
    {
        if (m_begin == 0)
            return;
        std::memmove(m_memory, m_memory + m_begin, size());
        m_end -= m_begin;
        m_begin = 0;
    }
    /// `text` must fit into the space.
    void append(std::string_view text)
    {
        std::memcpy(space(), text.data(), text.size());
        commit(text.size());
    }
    /// Gives the memory back; what it held is gone.
    void release();

private:
    friend class BufferPool;

    void swap(Buffer &other) noexcept
    {
        std::swap(m_pool, other.m_pool);
        std::swap(m_memory, other.m_memory);
        std::swap(m_capacity, other.m_capacity);
        std::swap(m_begin, other.m_begin);
        std::swap(m_end, other.m_end);
    }

    BufferPool *m_pool = nullptr;
    char *m_memory = nullptr;
    std::size_t m_capacity = 0;
    std::size_t m_begin = 0;
    std::size_t m_end = 0;
};

/// The buffers of one loop, last in, first out, so that the warmest is used first. Outlives its buffers. Not
/// thread-safe.
class BufferPool final
{
public:
    static constexpr std::size_t Small = 8 * 1024; ///< heads and small bodies
    static constexpr std::size_t Large = 64 * 1024; ///< bodies, and heads beyond 8 KiB

    BufferPool() = default;
    BufferPool(const BufferPool &) = delete;
    BufferPool &operator=(const BufferPool &) = delete;

    [[nodiscard]] Buffer small() { return take(m_small, Small); }
    [[nodiscard]] Buffer large() { return take(m_large, Large); }
    /// For the rare message that is larger than Large.
    [[nodiscard]] Buffer ofSize(std::size_t bytes);

private:
    friend class Buffer;
    using Blocks = std::vector<std::unique_ptr<char[]>>;

    Buffer take(Blocks &blocks, std::size_t size);
    void giveBack(char *memory, std::size_t size);

    Blocks m_small;
    Blocks m_large;
};

} // namespace gatehouse
