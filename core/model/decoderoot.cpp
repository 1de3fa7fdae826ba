#include "core/model/decodetables.h"

namespace gatehouse {

namespace {

void readShardName(Decoder &decoder, const Tree &tree, std::string &value)
{
    readNameText(decoder, tree, value);
}

/// Options go to one make or another; whatever scalar they are, they are kept as text.
void readOption(Decoder &decoder, const Tree &tree, std::string &value)
{
    if (tree.is_boolean() || tree.is_number())
        value = tree.dump();
    else
        readText(decoder, tree, value);
}

void readVersion(Decoder &decoder, const Tree &tree, Model &)
{
    if (tree != "v1")
        decoder.wrong(tree, "'v1'");
}

/// `changes` has the root's shape; what is wrong in it is said here, where it is written.
void readChanges(Decoder &decoder, const Tree &tree, Environment &)
{
    const CompletenessScope scope(decoder, Decoder::Completeness::Partial);
    Model ignored;
    readFields(decoder, tree, ignored);
}

} // namespace

template <> std::span<const Word<ShardMethod>> wordsOf()
{
    static constexpr std::array<Word<ShardMethod>, 2> Words{
        {{"ring", ShardMethod::Ring}, {"jump", ShardMethod::Jump}}};
    return Words;
}

template <> std::span<const Word<GatewayMake>> wordsOf()
{
    static constexpr std::array<Word<GatewayMake>, 6> Words{{{"builtin", GatewayMake::Builtin},
                                                             {"haproxy", GatewayMake::Haproxy},
                                                             {"envoy", GatewayMake::Envoy},
                                                             {"caddy", GatewayMake::Caddy},
                                                             {"traefik", GatewayMake::Traefik},
                                                             {"nginx", GatewayMake::Nginx}}};
    return Words;
}

template <> std::span<const Field<Shard>> fieldsOf()
{
    static constexpr std::array Fields{
        field<&Shard::name, readShardName>("name", Presence::Required),
        field<&Shard::weight, readInt<0, 65535>>("weight"),
        field<&Shard::primary, readNonEmptyText>("primary", Presence::Required),
        field<&Shard::replicas, readList<readNonEmptyText, std::string>>("replicas"),
        field<&Shard::secret, readName<SecretTag>>("secret"),
    };
    return Fields;
}

template <> std::span<const Field<ShardMap>> fieldsOf()
{
    static constexpr std::array Fields{
        field<&ShardMap::name, readName<ShardMapTag>>("name", Presence::Required),
        field<&ShardMap::method, readWord<ShardMethod>>("method"),
        field<&ShardMap::virtualNodes, readInt<1, 65536>>("virtualNodes"),
        field<&ShardMap::shards, readList<readObject<Shard>, Shard>>("shards"),
    };
    return Fields;
}

template <> std::span<const Field<Gateway>> fieldsOf()
{
    static constexpr std::array Fields{
        field<&Gateway::name, readName<GatewayTag>>("name", Presence::Required),
        field<&Gateway::make, readWord<GatewayMake>>("make", Presence::Required),
        field<&Gateway::address, readNonEmptyText>("address"),
        field<&Gateway::listeners, readMap<readAddress, Address>>("listeners"),
        field<&Gateway::labels, readMap<readText, std::string>>("labels"),
        field<&Gateway::secret, readName<SecretTag>>("secret"),
        field<&Gateway::publish, readBool>("publish"),
        field<&Gateway::options, readMap<readOption, std::string>>("options"),
        field<&Gateway::accept, readList<readNonEmptyText, std::string>>("accept"),
    };
    return Fields;
}

template <> std::span<const Field<Environment>> fieldsOf()
{
    static constexpr std::array<Field<Environment>, 4> Fields{{
        field<&Environment::name, readName<EnvironmentTag>>("name", Presence::Required),
        field<&Environment::gateways, readList<readReference<GatewayTag>, GatewayName>>("gateways"),
        field<&Environment::isProtected, readBool>("protected"),
        {"changes", readChanges},
    }};
    return Fields;
}

template <> std::span<const Field<Model>> fieldsOf()
{
    static constexpr std::array<Field<Model>, 13> Fields{{
        {"gatehouse", readVersion, Presence::Required},
        field<&Model::name, readLine>("name", Presence::Required),
        field<&Model::description, readText>("description"),
        field<&Model::listeners, readList<readListener, Listener>>("listeners"),
        field<&Model::services, readList<readService, Service>>("services"),
        field<&Model::routes, readList<readRoute, Route>>("routes"),
        field<&Model::consumers, readList<readConsumer, Consumer>>("consumers"),
        field<&Model::authProviders, readList<readAuthProvider, AuthProvider>>("authProviders"),
        field<&Model::accessPolicies, readList<readAccessPolicy, AccessPolicy>>("accessPolicies"),
        field<&Model::trustPolicies, readList<readTrustPolicy, TrustPolicy>>("trustPolicies"),
        field<&Model::shardMaps, readList<readShardMap, ShardMap>>("shardMaps"),
        field<&Model::gateways, readList<readGateway, Gateway>>("gateways"),
        field<&Model::environments, readList<readEnvironment, Environment>>("environments"),
    }};
    return Fields;
}

void readShardMap(Decoder &decoder, const Tree &tree, ShardMap &value)
{
    readFields(decoder, tree, value);
}

void readGateway(Decoder &decoder, const Tree &tree, Gateway &value)
{
    readFields(decoder, tree, value);
}

void readEnvironment(Decoder &decoder, const Tree &tree, Environment &value)
{
    readFields(decoder, tree, value);
}

void readModel(Decoder &decoder, const Tree &tree, Model &value)
{
    readFields(decoder, tree, value);
}

void listGatewayFields(std::vector<ObjectFields> &listings)
{
    listings.push_back(listFields<ShardMap>("shardMaps[]"));
    listings.push_back(listFields<Shard>("shardMaps[].shards[]"));
    listings.push_back(listFields<Gateway>("gateways[]"));
    listings.push_back(listFields<Environment>("environments[]"));
}

std::vector<ObjectFields> documentFields()
{
    std::vector<ObjectFields> listings{listFields<Model>("")};
    listListenerFields(listings);
    listServiceFields(listings);
    listRouteFields(listings);
    listIdentityFields(listings);
    listPolicyFields(listings);
    listGatewayFields(listings);
    return listings;
}

} // namespace gatehouse
