#pragma once

#include "core/model/document.h"
#include "core/model/entrymatch.h"
#include "core/model/pointerpath.h"
#include "core/model/sourcetext.h"
#include "core/model/textlines.h"

#include <limits>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gatehouse {

/// Bytes of the old text and what comes in their place. An insertion has start == end.
struct Replacement
{
    std::size_t start = 0;
    std::size_t end = 0;
    std::string text;
};

/// Puts replacements, none of which overlap, into a piece of the text.
[[nodiscard]] std::string replaced(std::string_view text, std::size_t from, std::size_t to,
                                   std::vector<Replacement> replacements);

/// Finds the replacements that turn the text of one tree into that of another; see core/model/splice.h. One
/// object for one try. Its parts: splicer.cpp (values), blocksplicer.cpp and flowsplicer.cpp (the entries of
/// collections).
class Splicer final
{
public:
    /// Nodes `maximumDepth` levels down are replaced whole.
    Splicer(std::string_view text, TextFormat format, const SourceText &source, int maximumDepth);

    [[nodiscard]] std::string splice(const Tree &edited);
    /// The pointer of the first value that was to be changed through an alias.
    const std::optional<std::string> &refusedAlias() const { return m_refusedAlias; }

private:
    /// What surrounds a value: how its entry is written.
    struct Place
    {
        bool isFlow = false; ///< in brackets or braces of YAML, or in JSON
        bool isItem = false; ///< of a sequence; else the value of a member
        std::size_t slot = 0; ///< behind the `:` or `-` and the anchor
        std::size_t indent = 0; ///< of the entry, in block style
        // For JSON that is written in lines:
        bool inLines = false;
        std::string indentation{};
        int step = 2;
        char fill = ' ';
        bool isCompact = false; ///< `{"a":1}`
    };

    // values
    void patch(const Tree &before, const Tree &now, const SourceNode &node, const Place &place, int depth);
    void patchChildren(const Tree &before, const Tree &now, const SourceNode &node, const Place &place,
                       int depth);
    void patchAlias(const Tree &before, const Tree &now, const SourceNode &node, const Place &place);
    void replaceNode(const Tree &before, const Tree &now, const SourceNode &node, const Place &place);
    void replaceInBlock(const Tree &now, const SourceNode &node, const Place &place);
    void replaceCollection(const Tree &now, const SourceNode &node, const Place &place);
    std::string scalarLike(const Tree &now, const SourceNode &node) const;
    std::string flowText(const Tree &now, const Place &place) const;
    std::string jsonKey(const std::string &key) const;
    void noteAnchors(const SourceNode &node);
    void noteAnchor(const SourceNode &node, const Tree &now);
    void replace(std::size_t start, std::size_t end, std::string text)
    {
        m_out.push_back({start, end, std::move(text)});
    }
    std::vector<Replacement> exchange(std::vector<Replacement> replacements)
    {
        return std::exchange(m_out, std::move(replacements));
    }
    Place placeOf(const SourceNode &child, bool isItem, const Place &around) const;

    // block style
    void patchBlock(const Tree &before, const Tree &now, const SourceNode &node, int depth);
    void removeFromBlock(const SourceNode &node, const EntryMatch &match);
    void addToBlock(const Tree &before, const Tree &now, const SourceNode &node, const EntryMatch &match,
                    int depth);
    std::string blockEntry(const Tree &now, std::size_t index, const SourceNode &node,
                           std::size_t indent) const;
    std::string movedBlockEntry(const Tree &before, const Tree &now, std::size_t old, std::size_t index,
                                const SourceNode &node, int depth);
    void insertInBlock(const SourceNode &node, std::optional<std::size_t> after, std::size_t firstStay,
                       const std::string &entry);
    std::size_t chunkStart(const SourceNode &node, std::size_t index) const;
    std::size_t entryEnd(const SourceNode &node, std::size_t index) const;
    std::size_t contentEnd(const SourceNode &node) const;
    bool hasBlankLines(const SourceNode &node) const;
    bool beginsInline(const SourceNode &node) const;

    // flow style
    void patchFlow(const Tree &before, const Tree &now, const SourceNode &node, const Place &place,
                   int depth);
    Place flowPlace(const SourceNode &node, const Place &around) const;
    std::string flowEntry(const Tree &before, const Tree &now, const SourceNode &node, const Place &inner,
                          std::optional<std::size_t> old, std::size_t index, int depth);
    std::string flowGap(const SourceNode &node, std::size_t index) const;
    std::string flowSeparator(const SourceNode &node, const Place &inner) const;

    /// One entry's value, and its key where that changed.
    void patchEntry(const Tree &before, const Tree &now, const SourceNode &node, const Place &around,
                    std::size_t old, std::size_t index, int depth);

    std::string_view m_text;
    TextLines m_lines;
    bool m_isJson;
    const SourceText &m_source;
    int m_maximumDepth;
    bool m_hasAnchors = false;
    PointerPath m_path;
    std::vector<Replacement> m_out;
    std::map<std::string, const Tree *>
        m_anchored; ///< what an anchor stands for in the new text; null: it is gone
    std::optional<std::string> m_refusedAlias;
};

} // namespace gatehouse
