#pragma once

#include <nlohmann/json.hpp>

#include <cstddef>
#include <string>

namespace gatehouse {

/// The document as written: every key in its order, unknown ones included, no defaults. This is what is
/// edited, hashed, compared and saved.
using Tree = nlohmann::ordered_json;
/// RFC 6901 pointer into a Tree.
using Pointer = nlohmann::ordered_json::json_pointer;

/// The member of an object at a place in its order; `index` must be below its size.
inline const Tree::object_t::value_type &memberAt(const Tree &object, std::size_t index)
{
    return *(object.get_ref<const Tree::object_t &>().begin() + static_cast<std::ptrdiff_t>(index));
}

} // namespace gatehouse
