#include "app/ctl/diffoutput.h"

#include "core/model/objectkinds.h"

#include <fmt/format.h>

namespace gatehouse::ctl {

namespace {

std::string titled(char sign, const std::string &kind, const std::string &name)
{
    const ObjectKind *known = objectKind(kind);
    const std::string_view noun = known == nullptr || name.empty() ? std::string_view(kind) : known->noun;
    return fmt::format("{} {}{}{}", sign, noun, name.empty() ? "" : " ", name);
}

/// A value as it is written in JSON, cut where it is long.
std::string shown(const std::optional<Tree> &value)
{
    if (!value)
        return "nothing";
    constexpr std::size_t Longest = 60;
    std::string text = value->dump(-1, ' ', false, Tree::error_handler_t::replace);
    if (text.size() <= Longest)
        return text;
    std::size_t end = Longest;
    while ((static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U)
        --end;
    return text.substr(0, end) + "…";
}

} // namespace

void printDiff(Output &output, const Diff &diff)
{
    if (diff.isEmpty())
        output.line("no differences");
    for (const ObjectCreated &object : diff.created)
        output.line(titled('+', object.kind, object.name));
    for (const ObjectChanged &object : diff.changed) {
        const std::string title = titled('~', object.kind, object.name);
        const bool isValue = object.fields.size() == 1 && object.fields.front().pointer.empty();
        if (!isValue)
            output.line(title);
        for (const FieldChange &field : object.fields)
            output.line(fmt::format("{}: {} → {}", isValue ? title : "    " + field.pointer, shown(field.old),
                                    shown(field.now)));
    }
    for (const ObjectDeleted &object : diff.deleted)
        output.line(titled('-', object.kind, object.name));
    for (const ObjectMoved &object : diff.moved)
        output.line(titled('>', object.kind, object.name)
                    + (object.after.empty() ? std::string(" moves to the front")
                                            : fmt::format(" moves behind {}", object.after)));
}

} // namespace gatehouse::ctl
