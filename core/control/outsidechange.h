#pragma once

#include "core/model/diff.h"
#include "core/model/document.h"

#include <optional>
#include <string>

namespace gatehouse {

/// The file opened in place was changed by somebody else. Nothing is done until the user chooses.
struct OutsideChange
{
    std::string text; ///< what the file says now
    std::optional<Document> theirs; ///< its reading; none where it cannot be read
    Findings findings; ///< of reading it
    Diff fromBase; ///< what they changed against the text that was last read or written here
    Diff fromMine; ///< draft → theirs
};

/// What the user chose.
enum class OutsideChoice {
    TakeTheirs, ///< as one command that can be undone
    KeepMine, ///< the draft stays; the next save writes it into their text, whose comments survive
};

} // namespace gatehouse
