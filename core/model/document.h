#pragma once

#include "core/model/finding.h"
#include "core/model/tree.h"
#include "core/model/values.h"

#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace gatehouse {

enum class TextFormat { Yaml, Json };

/// Where a node stands in the text. Byte offsets are from 0, `end` is one past the last byte of the node.
struct Mark
{
    std::size_t start = 0;
    std::size_t end = 0;
    int line = 1; ///< from 1
    int column = 1; ///< from 1, in characters
};

/// Pointer (as text) of every node → its place.
using Marks = std::map<std::string, Mark, std::less<>>;

/// A document in both forms: the tree as written and the typed reading of it.
struct Document
{
    Tree tree;
    Model model;
    Marks marks; ///< empty for a document that did not come from text
};

/// What reading gave. There is no document where there is no tree (syntax, duplicate keys, limits, refused
/// YAML); then there is at least one finding of severity error. A document whose fields are unknown, missing
/// or ill-typed is there, with findings of severity error and with defaults in the place of what could not be
/// read, so that it can be shown and mended; whoever serves or pushes must ask hasErrors() first. References
/// and meaning are examined by core/model/examine.h. Codes of form: GH0001 syntax, GH0002 duplicate key,
/// GH0003 wrong type or value, GH0004 unknown field, GH0005 missing field, GH0006 limit exceeded, GH0007 not
/// a name, GH0008 YAML that is not read.
struct ReadOutcome
{
    std::optional<Document> document;
    Findings findings;
};

/// Reads YAML 1.2 (core schema) or JSON. Never throws.
[[nodiscard]] ReadOutcome readDocument(std::string_view text, TextFormat format);
/// By the name's ending: `.json` is JSON, anything else YAML.
[[nodiscard]] TextFormat formatOfFile(std::string_view fileName);
/// Decodes an edited tree again.
[[nodiscard]] ReadOutcome decodeTree(Tree tree);

/// SHA-256, 64 lowercase hex, over the canonical JSON (RFC 8785) of the tree without the root's `gateways`
/// and `environments`.
[[nodiscard]] std::string documentHash(const Tree &tree);

} // namespace gatehouse
