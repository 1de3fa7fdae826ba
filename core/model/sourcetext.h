#pragma once

#include "core/model/document.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

/// What the readers of YAML and JSON make of a text: the tree, and beside it where and how each node is
/// written. For the codec and for splicing only; everybody else sees a Document.
namespace gatehouse {

/// Limits of a document, so that no text costs much more to read than to send.
inline constexpr std::size_t MaximumTextBytes = 64U << 20U;
inline constexpr int MaximumDepth = 64;
inline constexpr std::size_t MaximumAliasBytes = 16U << 20U; ///< what aliases may add to a document
inline constexpr std::size_t MaximumFindings = 1'000;
inline constexpr double MaximumInteger = 9'007'199'254'740'991.0; ///< 2^53 − 1

enum class NodeStyle {
    Absent, ///< null for which nothing is written (`key:`); start and end are where it would stand
    Plain,
    SingleQuoted,
    DoubleQuoted,
    Literal,
    Folded,
    Flow, ///< in brackets or braces; all collections of JSON
    Block, ///< by indentation; also the pair without braces in a flow sequence (`[a: 1]`)
    Alias,
};

/// One node as written. `children` stand in the order of the tree's items or members; an alias has none.
struct SourceNode
{
    NodeStyle style = NodeStyle::Absent;
    std::size_t start = 0; ///< with the quotes and the header of a block scalar, without anchor
    std::size_t end = 0;
    std::size_t entry =
        0; ///< where the entry begins: the key of a member (or its `?`), the `-` of a block item
    std::size_t keyStart = 0; ///< of a member, with its quotes
    std::size_t keyEnd = 0;
    std::string anchor{}; ///< its name, or for an alias the name that it stands for
    std::vector<SourceNode> children{};
};

struct SourceText
{
    Tree tree;
    SourceNode root;
};

/// A text that was read, or none and the reasons (with line and column).
struct SourceOutcome
{
    std::optional<SourceText> source;
    Findings findings;
};

[[nodiscard]] SourceOutcome readSource(std::string_view text, TextFormat format);

/// The node that a pointer leads to; below an alias it is the alias. Null where the pointer leads nowhere.
[[nodiscard]] const SourceNode *nodeAt(const SourceText &source, std::string_view pointer);

/// The places of all nodes; what stands below an alias is where the alias is.
[[nodiscard]] Marks marksOf(std::string_view text, const SourceText &source);

} // namespace gatehouse
