#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace gatehouse {

/// A JSON pointer (RFC 6901) that grows and shrinks while a document is walked.
class PointerPath final
{
public:
    /// Adds a key, `~` and `/` escaped.
    void push(std::string_view key);
    void push(std::size_t index);
    std::size_t size() const { return m_text.size(); }
    /// Back to what size() was.
    void cut(std::size_t size) { m_text.resize(size); }
    const std::string &str() const { return m_text; }

private:
    std::string m_text;
};

/// Takes one step into a pointer for as long as it lives.
class PointerStep final
{
public:
    template <class Key>
    PointerStep(PointerPath &path, const Key &key)
        : m_path(path)
        , m_size(path.size())
    {
        path.push(key);
    }
    ~PointerStep() { m_path.cut(m_size); }
    PointerStep(const PointerStep &) = delete;
    PointerStep &operator=(const PointerStep &) = delete;
    PointerStep(PointerStep &&) = delete;
    PointerStep &operator=(PointerStep &&) = delete;

private:
    PointerPath &m_path;
    std::size_t m_size;
};

} // namespace gatehouse
