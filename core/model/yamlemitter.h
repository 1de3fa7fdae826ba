#pragma once

#include "core/model/tree.h"

#include <cstddef>
#include <string>
#include <string_view>

/// Writes trees as YAML that this codec, and readers of YAML 1.1, read as the same values.
namespace gatehouse {

/// Where a scalar is going to stand; brackets and colons mean more inside a flow collection.
enum class YamlContext { Block, Flow };

/// A scalar on one line, quoted where it must be.
[[nodiscard]] std::string yamlScalar(const Tree &scalar, YamlContext context);
/// A key on one line, quoted where it must be.
[[nodiscard]] std::string yamlKey(std::string_view key, YamlContext context);
/// Any value on one line: `{a: [1, 2]}`.
[[nodiscard]] std::string yamlFlow(const Tree &tree);

/// How block style is laid out around a value.
struct YamlLayout
{
    std::size_t indent = 0; ///< of the lines that the value begins on its own
    std::string lineEnd = "\n";
    std::size_t width = 100; ///< up to which a collection may stay on the line of its key
    bool literals = true; ///< whether texts of several lines may be written as such (`|`)
};

/// A mapping or sequence in block style. The first line comes without indentation, the last without line end.
/// An empty one is `{}` or `[]`. `rootDepth` > 0 keeps that many levels from being put on one line.
[[nodiscard]] std::string yamlBlock(const Tree &tree, const YamlLayout &layout, int rootDepth = 0);
/// A value behind `key:` or `-`, with the blank or line end that comes first. `layout.indent` is that of the
/// line on which the key stands; `used` is how many columns of that line are taken.
[[nodiscard]] std::string yamlAfterKey(const Tree &tree, const YamlLayout &layout, std::size_t used,
                                       int rootDepth = 0);
/// `key: value` in block style; the first line without indentation.
[[nodiscard]] std::string yamlMember(std::string_view key, const Tree &value, const YamlLayout &layout,
                                     int rootDepth = 0);
/// `- value` in block style; the first line without indentation.
[[nodiscard]] std::string yamlItem(const Tree &value, const YamlLayout &layout, int rootDepth = 0);

} // namespace gatehouse
