#include "core/model/decodetables.h"

namespace gatehouse {

namespace {

template <PathKind Kind> void readPathForm(Decoder &decoder, const Tree &tree, PathMatch &value)
{
    value.kind = Kind;
    readNonEmptyText(decoder, tree, value.text);
}

void readPathMatch(Decoder &decoder, const Tree &tree, PathMatch &value)
{
    static constexpr std::array<std::string_view, 4> Forms{"exact", "template", "regex", "prefix"};
    readFields(decoder, tree, value);
    checkChoice(decoder, tree, Forms, Choice::ExactlyOne);
}

template <ValueMatchKind Kind> void readValueForm(Decoder &decoder, const Tree &tree, ValueMatch &value)
{
    value.kind = Kind;
    if constexpr (Kind == ValueMatchKind::Present)
        readBool(decoder, tree, value.present);
    else
        readText(decoder, tree, value.text);
}

void readQueryMatch(Decoder &decoder, const Tree &tree, ValueMatch &value)
{
    static constexpr std::array<std::string_view, 4> Forms{"exact", "prefix", "regex", "present"};
    readFields(decoder, tree, value);
    checkChoice(decoder, tree, Forms, Choice::ExactlyOne);
}

/// As for the query, but the name must be one that a header can have.
void readHeaderMatch(Decoder &decoder, const Tree &tree, ValueMatch &value)
{
    readQueryMatch(decoder, tree, value);
    if (!value.name.empty()) {
        const PointerStep step(decoder.path(), std::string_view("name"));
        const Tree name = value.name;
        readToken(decoder, name, value.name);
    }
}

} // namespace

template <> std::span<const Field<PathMatch>> fieldsOf()
{
    static constexpr std::array<Field<PathMatch>, 4> Fields{{
        {"exact", readPathForm<PathKind::Exact>},
        {"template", readPathForm<PathKind::Template>},
        {"regex", readPathForm<PathKind::Regex>},
        {"prefix", readPathForm<PathKind::Prefix>},
    }};
    return Fields;
}

template <> std::span<const Field<ValueMatch>> fieldsOf()
{
    static constexpr std::array<Field<ValueMatch>, 5> Fields{{
        field<&ValueMatch::name, readNonEmptyText>("name", Presence::Required),
        {"exact", readValueForm<ValueMatchKind::Exact>},
        {"prefix", readValueForm<ValueMatchKind::Prefix>},
        {"regex", readValueForm<ValueMatchKind::Regex>},
        {"present", readValueForm<ValueMatchKind::Present>},
    }};
    return Fields;
}

template <> std::span<const Field<RouteMatch>> fieldsOf()
{
    static constexpr std::array Fields{
        field<&RouteMatch::hosts, readList<readNonEmptyText, std::string>>("hosts"),
        field<&RouteMatch::methods, readList<readToken, std::string>>("methods"),
        field<&RouteMatch::path, readPathMatch>("path"),
        field<&RouteMatch::headers, readList<readHeaderMatch, ValueMatch>>("headers"),
        field<&RouteMatch::query, readList<readQueryMatch, ValueMatch>>("query"),
    };
    return Fields;
}

void readRouteMatch(Decoder &decoder, const Tree &tree, RouteMatch &value)
{
    readFields(decoder, tree, value);
}

void listMatchFields(std::vector<ObjectFields> &listings)
{
    listings.push_back(listFields<RouteMatch>("routes[].match"));
    listings.push_back(listFields<PathMatch>("routes[].match.path"));
    listings.push_back(listFields<ValueMatch>("routes[].match.headers[]"));
    listings.push_back(listFields<ValueMatch>("routes[].match.query[]"));
}

} // namespace gatehouse
