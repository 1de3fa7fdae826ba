#include "core/control/draftstate.h"

#include "core/control/draftmirror.h"

#include <algorithm>

namespace gatehouse {

namespace {

void addOnce(std::vector<ObjectId> &list, const ObjectId &object)
{
    if (std::find(list.begin(), list.end(), object) == list.end())
        list.push_back(object);
}

bool take(std::vector<ObjectId> &list, const ObjectId &object)
{
    return std::erase(list, object) > 0;
}

// The change that two in a row make together.
void join(DraftChange &all, const DraftChange &next)
{
    for (const ObjectId &object : next.deleted) {
        take(all.changed, object);
        if (!take(all.created, object))
            addOnce(all.deleted, object);
    }
    for (const ObjectId &object : next.created)
        addOnce(take(all.deleted, object) ? all.changed : all.created, object);
    for (const ObjectId &object : next.changed) {
        if (std::find(all.created.begin(), all.created.end(), object) == all.created.end())
            addOnce(all.changed, object);
    }
    all.orderChanged = all.orderChanged || next.orderChanged;
    all.root = all.root || next.root;
    all.everything = all.everything || next.everything;
    if (all.everything)
        all = DraftChange{.everything = true};
}

} // namespace

DraftState::DraftState(Document document)
    : m_document(std::move(document))
{
    m_document.marks.clear();
}

void DraftState::replace(Tree tree)
{
    m_document = *decodeTree(std::move(tree)).document;
}

Result<DraftState::Applied> DraftState::apply(const std::vector<Edit> &edits)
{
    Applied applied;
    for (const Edit &edit : edits) {
        DraftChange change;
        Result<Edit> back = applyOne(edit, change);
        if (!back) {
            DraftChange unused;
            for (auto done = applied.inverse.rbegin(); done != applied.inverse.rend(); ++done)
                static_cast<void>(applyOne(*done, unused));
            return tl::unexpected(std::move(back.error()));
        }
        join(applied.change, change);
        applied.inverse.push_back(std::move(*back));
    }
    std::reverse(applied.inverse.begin(), applied.inverse.end());
    return applied;
}

Result<Edit> DraftState::applyOne(const Edit &edit, DraftChange &change)
{
    const DraftMirror mirror(edit, m_document.tree);
    auto back = applyInPlace(m_document.tree, {edit});
    if (!back)
        return tl::unexpected(std::move(back.error()));
    change = mirror.follow(m_document);
    return std::move(back->front());
}

} // namespace gatehouse
