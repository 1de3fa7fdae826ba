#include "core/drivers/builtin/builtinrenderer.h"

#include "core/model/convert.h"
#include "core/model/enforced.h"
#include "core/model/objectplace.h"

#include <algorithm>

namespace gatehouse {

namespace {

/// One entry a member of an object; what lies deeper is told with it.
void addFields(Fidelity &fidelity, const std::string &kind, const Tree &object)
{
    if (!object.is_object() || !object.contains("name") || !object.at("name").is_string())
        return;
    for (const auto &[key, value] : object.items()) {
        if (key == "name" || key == "description" || key.starts_with("x-"))
            continue;
        FieldFidelity field;
        field.kind = kind;
        field.name = object.at("name").get<std::string>();
        field.pointer = '/' + key;
        field.native = key;
        fidelity.push_back(std::move(field));
    }
}

void markUnenforced(Fidelity &fidelity, const Document &document, const Tree &pushed)
{
    for (const Finding &finding : unenforced(document)) {
        const std::optional<ObjectPlace> place = objectOf(finding.pointer, pushed);
        if (!place)
            continue;
        const auto isMeant = [&place](const FieldFidelity &field) {
            return field.kind == place->kind && field.name == place->name
                && (place->pointer == field.pointer || place->pointer.starts_with(field.pointer + '/'));
        };
        const auto found = std::find_if(fidelity.begin(), fidelity.end(), isMeant);
        if (found == fidelity.end())
            continue;
        found->verdict = Verdict::Unsupported;
        found->native.clear();
        found->how = finding.message;
    }
}

} // namespace

Rendering renderForBuiltin(const Document &document)
{
    Tree pushed = document.tree;
    pushed.erase("gateways");
    pushed.erase("environments");
    Rendering rendering;
    rendering.mediaType = "application/json";
    rendering.text = toText(pushed, TextFormat::Json);
    for (const auto &[kind, list] : pushed.items())
        if (isObjectKind(kind) && list.is_array())
            for (const Tree &object : list)
                addFields(rendering.fidelity, kind, object);
    markUnenforced(rendering.fidelity, document, pushed);
    return rendering;
}

} // namespace gatehouse
