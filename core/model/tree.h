#pragma once

#include <nlohmann/json.hpp>

#include <string>

namespace gatehouse {

/// The document as written: every key in its order, unknown ones included, no defaults. This is what is
/// edited, hashed, compared and saved.
using Tree = nlohmann::ordered_json;
/// RFC 6901 pointer into a Tree.
using Pointer = nlohmann::ordered_json::json_pointer;

} // namespace gatehouse
