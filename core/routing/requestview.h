#pragma once

#include <cstddef>
#include <limits>
#include <span>
#include <string_view>

namespace gatehouse {

/// One field line of a request: name as sent, value without the white space around it.
struct HeaderField
{
    std::string_view name;
    std::string_view value;
};

/// The field lines of a request, wherever they are kept: a span of HeaderField, or a function that makes the
/// n-th from a parser's own form. A view: what it looks at must outlive it.
class HeaderList
{
public:
    using At = HeaderField (*)(const void *owner, std::size_t index);

    HeaderList() = default;
    explicit HeaderList(std::span<const HeaderField> fields)
        : m_owner(fields.data())
        , m_size(fields.size())
        , m_at([](const void *owner, std::size_t index) {
            return static_cast<const HeaderField *>(owner)[index];
        })
    {
    }
    /// `at` is called with `owner` and an index below `size`, for conditions on headers only.
    HeaderList(const void *owner, std::size_t size, At at)
        : m_owner(owner)
        , m_size(size)
        , m_at(at)
    {
    }

    std::size_t size() const { return m_size; }
    HeaderField operator[](std::size_t index) const { return m_at(m_owner, index); }

private:
    const void *m_owner = nullptr;
    std::size_t m_size = 0;
    At m_at = nullptr;
};

/// What of a request decides about its route. A view: valid as long as what it looks at.
struct RequestView
{
    /// For `listener`: a listener that the document does not have. Routes bound to listeners do not match it.
    static constexpr std::size_t NoListener = std::numeric_limits<std::size_t>::max();

    std::string_view method{}; ///< as sent; methods are compared by case
    std::string_view host{}; ///< of the Host field or the absolute target, with or without port, any case
    std::string_view path = "/"; ///< normalised, see normalizePath()
    std::string_view query{}; ///< as sent, without the `?`
    HeaderList headers{};
    std::size_t listener = 0; ///< index into Model::listeners
};

} // namespace gatehouse
