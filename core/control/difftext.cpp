#include "core/control/difftext.h"

#include "core/control/linediff.h"
#include "core/model/convert.h"
#include "core/model/objectplace.h"

namespace gatehouse {

namespace {

constexpr int Context = 2;

std::string objectText(const Tree &tree, const std::string &kind, const std::string &name)
{
    // Fields of the root stand as a change of the kind that is their key, without a name.
    const std::optional<std::string> pointer =
        name.empty() ? std::optional('/' + kind) : pointerOf(kind, name, tree);
    const Tree *value = pointer ? valueAt(tree, *pointer) : nullptr;
    return value ? toText(*value, TextFormat::Yaml) : std::string();
}

void add(std::string &text, char sign, const std::string &kind, const std::string &name, const Tree &before,
         const Tree &after)
{
    text += sign;
    text += ' ' + kind + (name.empty() ? std::string() : '/' + name) + '\n';
    text += toText(diffLines(objectText(before, kind, name), objectText(after, kind, name), Context));
}

} // namespace

std::string modelDiffText(const Diff &diff, const Tree &before, const Tree &after)
{
    std::string text;
    for (const ObjectChanged &changed : diff.changed)
        add(text, '~', changed.kind, changed.name, before, after);
    for (const ObjectCreated &created : diff.created)
        add(text, '~', created.kind, created.name, before, after);
    for (const ObjectDeleted &deleted : diff.deleted)
        add(text, '~', deleted.kind, deleted.name, before, after);
    for (const ObjectMoved &moved : diff.moved)
        text += "~ " + moved.kind + '/' + moved.name + "\n  moved "
            + (moved.after.empty() ? std::string("to the front") : "behind " + moved.after) + '\n';
    return text;
}

} // namespace gatehouse
