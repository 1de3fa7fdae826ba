#include "core/model/decodetables.h"

#include <algorithm>

namespace gatehouse {

namespace {

/// HH:MM; 24:00 is the end of the day.
bool isTimeOfDay(const std::string &text)
{
    const auto digit = [&text](std::size_t at) {
        return text[at] >= '0' && text[at] <= '9';
    };
    if (text.size() != 5 || text[2] != ':' || !digit(0) || !digit(1) || !digit(3) || !digit(4))
        return false;
    return text.substr(0, 2) < "24" ? text[3] < '6' : text == "24:00";
}

void readTimeOfDay(Decoder &decoder, const Tree &tree, std::string &value)
{
    if (tree.is_string() && isTimeOfDay(tree.get_ref<const std::string &>()))
        value = tree.get<std::string>();
    else
        decoder.wrong(tree, "a time of day", "write it as in \"06:00\"");
}

void readWeekday(Decoder &decoder, const Tree &tree, std::string &value)
{
    static constexpr std::array<std::string_view, 7> Days{"mon", "tue", "wed", "thu", "fri", "sat", "sun"};
    if (std::any_of(Days.begin(), Days.end(), [&tree](std::string_view day) { return tree == day; }))
        value = tree.get<std::string>();
    else
        wrongWord(decoder, tree, Days);
}

void readLevel(Decoder &decoder, const Tree &tree, std::int64_t &value)
{
    constexpr std::int64_t Largest = (1LL << 53) - 1;
    readInteger(decoder, tree, -Largest, Largest, value);
}

const std::map<std::string, std::string> DefaultActions{
    {"GET", "read"},  {"HEAD", "read"},   {"OPTIONS", "read"}, {"POST", "write"},
    {"PUT", "write"}, {"PATCH", "write"}, {"DELETE", "delete"}};

/// What the document says about methods comes over the defaults.
void readActions(Decoder &decoder, const Tree &tree, std::map<std::string, std::string> &value)
{
    std::map<std::string, std::string> given;
    readMap<readNonEmptyText, std::string>(decoder, tree, given);
    std::string ignored;
    for (const auto &[method, action] : given) {
        const PointerStep step(decoder.path(), method);
        readToken(decoder, Tree(method), ignored);
        value[method] = action;
    }
}

/// The `resource` of a trust policy.
struct TrustResource
{
    AccessPolicyName access;
};

} // namespace

template <> std::span<const Word<TrustMode>> wordsOf()
{
    static constexpr std::array<Word<TrustMode>, 2> Words{
        {{"enforce", TrustMode::Enforce}, {"observe", TrustMode::Observe}}};
    return Words;
}

template <> std::span<const Field<TimeRestriction>> fieldsOf()
{
    static constexpr std::array Fields{
        field<&TimeRestriction::from, readTimeOfDay>("from", Presence::Required),
        field<&TimeRestriction::to, readTimeOfDay>("to", Presence::Required),
        field<&TimeRestriction::days, readList<readWeekday, std::string>>("days"),
        field<&TimeRestriction::zone, readNonEmptyText>("zone"),
    };
    return Fields;
}

template <> std::span<const Field<AccessConditions>> fieldsOf()
{
    static constexpr std::array Fields{
        field<&AccessConditions::departments, readList<readNonEmptyText, std::string>>("departments"),
        field<&AccessConditions::clearanceLevel, readOptional<readLevel, std::int64_t>>("clearanceLevel"),
        field<&AccessConditions::timeRestriction, readOptional<readObject<TimeRestriction>, TimeRestriction>>(
            "timeRestriction"),
    };
    return Fields;
}

template <> std::span<const Field<AccessPolicy>> fieldsOf()
{
    using Names = std::vector<std::string>;
    static constexpr std::array Fields{
        field<&AccessPolicy::name, readName<AccessPolicyTag>>("name", Presence::Required),
        field<&AccessPolicy::actions, readActions>("actions"),
        field<&AccessPolicy::roles, readMap<readList<readNonEmptyText, std::string>, Names>>("roles"),
        field<&AccessPolicy::conditions, readOptional<readObject<AccessConditions>, AccessConditions>>(
            "conditions"),
    };
    return Fields;
}

template <> std::span<const Field<TrustWeights>> fieldsOf()
{
    static constexpr std::array Fields{
        field<&TrustWeights::identity, readShare>("identity"),
        field<&TrustWeights::device, readShare>("device"),
        field<&TrustWeights::network, readShare>("network"),
        field<&TrustWeights::resource, readShare>("resource"),
    };
    return Fields;
}

template <> std::span<const Field<TrustIdentity>> fieldsOf()
{
    static constexpr std::array Fields{
        field<&TrustIdentity::maxTokenAge, readDuration>("maxTokenAge"),
        field<&TrustIdentity::strongMethods, readList<readNonEmptyText, std::string>>("strongMethods"),
    };
    return Fields;
}

template <> std::span<const Field<TrustDevice>> fieldsOf()
{
    static constexpr std::array Fields{
        field<&TrustDevice::header, readToken>("header", Presence::Required),
        field<&TrustDevice::registry, readNonEmptyText>("registry", Presence::Required),
    };
    return Fields;
}

template <> std::span<const Field<TrustZone>> fieldsOf()
{
    static constexpr std::array Fields{
        field<&TrustZone::cidrs, readList<readCidr, Cidr>>("cidrs", Presence::Required),
        field<&TrustZone::score, readShare>("score", Presence::Required),
    };
    return Fields;
}

template <> std::span<const Field<TrustNetwork>> fieldsOf()
{
    static constexpr std::array Fields{
        field<&TrustNetwork::zones, readList<readObject<TrustZone>, TrustZone>>("zones"),
        field<&TrustNetwork::otherwise, readShare>("otherwise"),
    };
    return Fields;
}

template <> std::span<const Field<TrustResource>> fieldsOf()
{
    static constexpr std::array Fields{
        field<&TrustResource::access, readReference<AccessPolicyTag>>("access", Presence::Required),
    };
    return Fields;
}

namespace {

void readTrustResource(Decoder &decoder, const Tree &tree, TrustPolicy &value)
{
    TrustResource resource;
    readFields(decoder, tree, resource);
    value.resourceAccess = std::move(resource.access);
}

} // namespace

template <> std::span<const Field<TrustPolicy>> fieldsOf()
{
    static constexpr std::array<Field<TrustPolicy>, 8> Fields{{
        field<&TrustPolicy::name, readName<TrustPolicyTag>>("name", Presence::Required),
        field<&TrustPolicy::threshold, readShare>("threshold"),
        field<&TrustPolicy::weights, readObject<TrustWeights>>("weights"),
        field<&TrustPolicy::mode, readWord<TrustMode>>("mode"),
        field<&TrustPolicy::identity, readOptional<readObject<TrustIdentity>, TrustIdentity>>("identity"),
        field<&TrustPolicy::device, readOptional<readObject<TrustDevice>, TrustDevice>>("device"),
        field<&TrustPolicy::network, readOptional<readObject<TrustNetwork>, TrustNetwork>>("network"),
        {"resource", readTrustResource},
    }};
    return Fields;
}

void readAccessPolicy(Decoder &decoder, const Tree &tree, AccessPolicy &value)
{
    value.actions = DefaultActions;
    readFields(decoder, tree, value);
}

void readTrustPolicy(Decoder &decoder, const Tree &tree, TrustPolicy &value)
{
    readFields(decoder, tree, value);
}

void listPolicyFields(std::vector<ObjectFields> &listings)
{
    listings.push_back(listFields<AccessPolicy>("accessPolicies[]"));
    listings.push_back(listFields<AccessConditions>("accessPolicies[].conditions"));
    listings.push_back(listFields<TimeRestriction>("accessPolicies[].conditions.timeRestriction"));
    listings.push_back(listFields<TrustPolicy>("trustPolicies[]"));
    listings.push_back(listFields<TrustWeights>("trustPolicies[].weights"));
    listings.push_back(listFields<TrustIdentity>("trustPolicies[].identity"));
    listings.push_back(listFields<TrustDevice>("trustPolicies[].device"));
    listings.push_back(listFields<TrustNetwork>("trustPolicies[].network"));
    listings.push_back(listFields<TrustZone>("trustPolicies[].network.zones[]"));
    listings.push_back(listFields<TrustResource>("trustPolicies[].resource"));
}

} // namespace gatehouse
