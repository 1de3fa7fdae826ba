#pragma once

#include "core/control/draftchange.h"
#include "core/model/document.h"
#include "core/model/edit.h"

#include <cstddef>
#include <optional>
#include <string>

namespace gatehouse {

/// Where one edit strikes: found before it is applied, and then used to let the typed reading follow the
/// tree.
class DraftMirror final
{
public:
    /// `tree` is the one that the edit is going to be applied to.
    DraftMirror(const Edit &edit, const Tree &tree);

    /// After the edit was applied to the document's tree.
    DraftChange follow(Document &document) const;

private:
    /// How much of the reading is out of date.
    enum class Reach {
        Everything, ///< the whole document, or a rename that may touch anything
        List, ///< a whole list of objects
        Root, ///< a field of the root
        Object, ///< one object in its place
        Inserted, ///< an object came in at the index
        Removed, ///< the one at the index went
        Moved, ///< from the index to another
    };

    void locate(const std::string &pointer, const Tree &tree);
    DraftChange followObject(Document &document) const;
    DraftChange followList(Document &document) const;
    DraftChange followEverything(Document &document) const;

    Reach m_reach = Reach::Everything;
    std::string m_kind;
    std::size_t m_index = 0;
    std::size_t m_to = 0;
    std::string m_nameBefore; ///< of the object at the index
};

} // namespace gatehouse
