#include "core/events/commandlog.h"

#include <algorithm>

namespace gatehouse {

void CommandLog::take(Sequence sequence, const NewEvent &event, const DraftEvent &what)
{
    if (const auto *edited = std::get_if<DraftEdited>(&what)) {
        m_redo.clear();
        if (edited->continues) {
            if (Command *command = find(*edited->continues)) {
                command->title = event.title;
                command->at = event.at;
                command->steps.push_back(*edited);
            }
            return;
        }
        m_commands.push_back({sequence, event.title, event.who, event.at, false, {*edited}});
        if (m_commands.size() > Limit)
            m_commands.pop_front();
    } else if (const auto *undone = std::get_if<DraftUndone>(&what)) {
        if (Command *command = find(undone->command)) {
            command->undone = true;
            m_redo.push_back(undone->command);
        }
    } else if (const auto *redone = std::get_if<DraftRedone>(&what)) {
        if (Command *command = find(redone->command))
            command->undone = false;
        std::erase(m_redo, redone->command);
    }
}

const Command *CommandLog::toUndo() const
{
    const auto found = std::find_if(m_commands.rbegin(), m_commands.rend(),
                                    [](const Command &command) { return !command.undone; });
    return found == m_commands.rend() ? nullptr : &*found;
}

const Command *CommandLog::toRedo() const
{
    return m_redo.empty() ? nullptr : find(m_redo.back());
}

const Command *CommandLog::find(Sequence command) const
{
    const auto found = std::lower_bound(m_commands.begin(), m_commands.end(), command,
                                        [](const Command &entry, Sequence id) { return entry.id < id; });
    return found != m_commands.end() && found->id == command ? &*found : nullptr;
}

Command *CommandLog::find(Sequence command)
{
    return const_cast<Command *>(std::as_const(*this).find(command));
}

Sequence CommandLog::oldest() const
{
    return m_commands.empty() ? Sequence{1} : m_commands.front().id;
}

} // namespace gatehouse
