#include "core/model/examination.h"
#include "core/model/pointertext.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

namespace gatehouse {

namespace {

bool isConnectionString(std::string_view text)
{
    for (const std::string_view scheme : {"sqlite:", "postgresql:"}) {
        if (text.starts_with(scheme) && text.size() > scheme.size())
            return true;
    }
    return false;
}

void examineShardMap(Examination &examination, std::size_t index, const ShardMap &map)
{
    if (map.shards.empty())
        examination.add(code::NoShard, pointerTo("shardMaps", index),
                        fmt::format("{} has no shard for any key", map.name.str()),
                        "Add a shard with its primary");
    else if (std::none_of(map.shards.begin(), map.shards.end(),
                          [](const Shard &shard) { return shard.weight > 0; }))
        examination.add(code::NoShard, pointerTo("shardMaps", index, "shards"),
                        fmt::format("No shard of {} has a weight above 0", map.name.str()),
                        "Give one a weight above 0");
    std::set<std::string_view> names;
    std::map<std::string_view, std::string_view> databases;
    for (std::size_t k = 0; k < map.shards.size(); ++k) {
        const Shard &shard = map.shards[k];
        const std::string pointer = pointerTo("shardMaps", index, "shards", k);
        if (!names.insert(shard.name).second)
            examination.add(code::DuplicateShard, pointer + "/name",
                            fmt::format("Another shard is called {} too", shard.name),
                            "Give one of them another name");
        const auto examineDatabase = [&](const std::string &at, const std::string &text) {
            if (!isConnectionString(text))
                examination.add(code::BadConnectionString, at, "This is no database that Gatehouse can open",
                                "Write sqlite:FILE or postgresql:…");
            const auto [first, isNew] = databases.emplace(text, shard.name);
            if (!isNew)
                examination.add(code::SharedDatabase, at,
                                fmt::format("Shard {} has the same database", first->second),
                                "Give each its own");
        };
        examineDatabase(pointer + "/primary", shard.primary);
        for (std::size_t n = 0; n < shard.replicas.size(); ++n)
            examineDatabase(pointer + "/replicas/" + std::to_string(n), shard.replicas[n]);
    }
}

} // namespace

void examineShards(Examination &examination)
{
    const std::vector<ShardMap> &maps = examination.model().shardMaps;
    examineNames(examination, code::DuplicateShardMap, "shardMaps", "shard map", namesOf(maps));
    for (std::size_t i = 0; i < maps.size(); ++i)
        examineShardMap(examination, i, maps[i]);
}

} // namespace gatehouse
