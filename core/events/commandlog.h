#pragma once

#include "core/events/draftevent.h"

#include <cstddef>
#include <deque>
#include <string>
#include <vector>

namespace gatehouse {

/// One command: what undo takes back at once.
struct Command
{
    Sequence id{}; ///< of its first event
    std::string title; ///< of its newest step
    Actor who;
    WallTime at{}; ///< of its newest step
    bool undone = false;
    std::vector<DraftEdited> steps;
};

/// The newest commands with what leads there and back, as the events of a draft tell them: it is the same
/// whether it grew with the edits or was rebuilt from the store. A command that follows an undo makes what
/// was undone stay undone.
class CommandLog final
{
public:
    /// How many commands are kept, and can thus be undone.
    static constexpr std::size_t Limit = 500;

    /// Takes in one event of the draft; those about commands that are no longer kept are passed over.
    void take(Sequence sequence, const NewEvent &event, const DraftEvent &what);

    /// Null where there is nothing.
    const Command *toUndo() const;
    const Command *toRedo() const;
    /// Oldest first, those undone included.
    const std::deque<Command> &commands() const { return m_commands; }
    const Command *find(Sequence command) const;
    /// All that the log says can be rebuilt from the events from here on; 1 where it is empty.
    Sequence oldest() const;

private:
    Command *find(Sequence command);

    std::deque<Command> m_commands;
    std::vector<Sequence> m_redo; ///< what can be done again, the next one last
};

} // namespace gatehouse
