#include "core/routing/explainjson.h"

namespace gatehouse {

Tree toJson(const Explanation &explanation)
{
    Tree to = Tree::array();
    for (const RouteTarget &target : explanation.to)
        to.push_back({{"service", target.service.str()}, {"weight", target.weight}});
    Tree params = Tree::object();
    for (const auto &[name, value] : explanation.params)
        params[name] = value;
    Tree candidates = Tree::array();
    for (const ExplainedCandidate &candidate : explanation.candidates) {
        candidates.push_back({{"route", candidate.route.str()},
                              {"matched", candidate.matched},
                              {"reason", word(candidate.reason)},
                              {"detail", candidate.detail}});
    }
    Tree json = Tree::object();
    json["route"] = explanation.index ? Tree(explanation.route.str()) : Tree(nullptr);
    json["status"] = explanation.status ? Tree(*explanation.status) : Tree(nullptr);
    json["to"] = std::move(to);
    json["upstreamPath"] = explanation.upstreamPath ? Tree(*explanation.upstreamPath) : Tree(nullptr);
    json["params"] = std::move(params);
    json["candidates"] = std::move(candidates);
    return json;
}

} // namespace gatehouse
