#include "core/model/decodetables.h"

namespace gatehouse {

namespace {

void checkHeaderName(Decoder &decoder, const std::string &name)
{
    std::string ignored;
    readToken(decoder, Tree(name), ignored);
}

void readHeaderMap(Decoder &decoder, const Tree &tree, std::map<std::string, HeaderValue> &value)
{
    std::vector<std::pair<std::string, HeaderValue>> pairs;
    readHeaderPairs(decoder, tree, pairs);
    value.insert(pairs.begin(), pairs.end());
}

void readRedirectScheme(Decoder &decoder, const Tree &tree, std::string &value)
{
    if (tree == "http" || tree == "https")
        value = tree.get<std::string>();
    else
        decoder.wrong(tree, "one of http, https");
}

/// The value of one header: a text, or the content of a secret.
void readHeaderValue(Decoder &decoder, const Tree &tree, HeaderValue &value)
{
    if (tree.is_object())
        readFields(decoder, tree, value);
    else
        readHeaderText(decoder, tree, value.text);
}

} // namespace

template <> std::span<const Field<HeaderValue>> fieldsOf()
{
    static constexpr std::array Fields{
        field<&HeaderValue::secret, readName<SecretTag>>("secret", Presence::Required),
    };
    return Fields;
}

template <> std::span<const Field<RouteTarget>> fieldsOf()
{
    static constexpr std::array Fields{
        field<&RouteTarget::service, readReference<ServiceTag>>("service", Presence::Required),
        field<&RouteTarget::weight, readInt<0, 65535>>("weight"),
    };
    return Fields;
}

template <> std::span<const Field<FixedResponse>> fieldsOf()
{
    static constexpr std::array Fields{
        field<&FixedResponse::status, readInt<200, 599>>("status"),
        field<&FixedResponse::headers, readHeaderMap>("headers"),
        field<&FixedResponse::body, readText>("body"),
    };
    return Fields;
}

template <> std::span<const Field<Redirect>> fieldsOf()
{
    static constexpr std::array Fields{
        field<&Redirect::status, readInt<300, 399>>("status"),
        field<&Redirect::scheme, readRedirectScheme>("scheme"),
        field<&Redirect::host, readHeaderText>("host"),
        field<&Redirect::path, readHeaderText>("path"),
    };
    return Fields;
}

template <> std::span<const Field<Rewrite>> fieldsOf()
{
    static constexpr std::array Fields{
        field<&Rewrite::path, readNonEmptyText>("path"),
        field<&Rewrite::prefix, readOptional<readText, std::string>>("prefix"),
        field<&Rewrite::host, readHeaderText>("host"),
    };
    return Fields;
}

template <> std::span<const Field<HeaderEdits>> fieldsOf()
{
    static constexpr std::array Fields{
        field<&HeaderEdits::set, readHeaderPairs>("set"),
        field<&HeaderEdits::add, readHeaderPairs>("add"),
        field<&HeaderEdits::remove, readList<readToken, std::string>>("remove"),
    };
    return Fields;
}

void readHeaderPairs(Decoder &decoder, const Tree &tree,
                     std::vector<std::pair<std::string, HeaderValue>> &value)
{
    if (!readsAsObject(decoder, tree))
        return;
    for (const auto &[key, child] : tree.get_ref<const Tree::object_t &>()) {
        const PointerStep step(decoder.path(), key);
        checkHeaderName(decoder, key);
        value.emplace_back(key, HeaderValue{});
        if (!decoder.isPartial() || !child.is_null())
            readHeaderValue(decoder, child, value.back().second);
    }
}

void readTargets(Decoder &decoder, const Tree &tree, std::vector<RouteTarget> &value)
{
    readList<readObject<RouteTarget>, RouteTarget>(decoder, tree, value);
}

void readFixedResponse(Decoder &decoder, const Tree &tree, FixedResponse &value)
{
    readFields(decoder, tree, value);
}

void readRedirect(Decoder &decoder, const Tree &tree, Redirect &value)
{
    readFields(decoder, tree, value);
}

void readRewrite(Decoder &decoder, const Tree &tree, Rewrite &value)
{
    static constexpr std::array<std::string_view, 2> Forms{"path", "prefix"};
    readFields(decoder, tree, value);
    if (tree.is_object() && tree.contains("path") && tree.contains("prefix"))
        checkChoice(decoder, tree, Forms, Choice::ExactlyOne);
}

void readHeaderEdits(Decoder &decoder, const Tree &tree, HeaderEdits &value)
{
    readFields(decoder, tree, value);
}

void listAnswerFields(std::vector<ObjectFields> &listings)
{
    listings.push_back(listFields<RouteTarget>("routes[].to[]"));
    listings.push_back(listFields<FixedResponse>("routes[].respond"));
    listings.push_back(listFields<HeaderValue>("routes[].respond.headers{}"));
    listings.push_back(listFields<Redirect>("routes[].redirect"));
    listings.push_back(listFields<Rewrite>("routes[].rewrite"));
    listings.push_back(listFields<HeaderEdits>("routes[].headers.request"));
    listings.push_back(listFields<HeaderEdits>("routes[].headers.response"));
}

} // namespace gatehouse
