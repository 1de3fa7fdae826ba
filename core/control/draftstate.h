#pragma once

#include "core/base/result.h"
#include "core/control/draftchange.h"
#include "core/model/document.h"
#include "core/model/edit.h"

#include <vector>

namespace gatehouse {

/// A document that is edited in place: the tree changes where the edit says, and of the typed reading only
/// the objects that it touches are read anew, so that an edit costs the same in a small document and in one
/// of many thousand routes. Values that are of the wrong type are kept in the tree, as they are in a document
/// that was read.
class DraftState final
{
public:
    /// Takes the marks away: they are those of a text that the edits do not change.
    explicit DraftState(Document document);

    const Document &document() const { return m_document; }

    struct Applied
    {
        DraftChange change;
        std::vector<Edit> inverse; ///< leads back, member order included
    };
    /// All or nothing. Errors: as applyEdits().
    [[nodiscard]] Result<Applied> apply(const std::vector<Edit> &edits);
    /// Everything anew.
    void replace(Tree tree);

private:
    Result<Edit> applyOne(const Edit &edit, DraftChange &change);

    Document m_document;
};

} // namespace gatehouse
