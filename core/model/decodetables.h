#pragma once

#include "core/model/decoder.h"

#include <string_view>
#include <vector>

/// The tables of all objects, declared where the root and the codec can see them; each is defined in a
/// decode*.cpp.
namespace gatehouse {

/// One object of the document with the names of its fields, in the order of its table.
struct ObjectFields
{
    std::string_view object; ///< "listeners[]", "services[].healthCheck", …
    std::vector<std::string_view> fields;
    std::vector<std::string_view> required;
};

template <class T> ObjectFields listFields(std::string_view object)
{
    ObjectFields listing{object, {}, {}};
    for (const Field<T> &field : fieldsOf<T>()) {
        listing.fields.push_back(field.name);
        if (field.presence == Presence::Required)
            listing.required.push_back(field.name);
    }
    return listing;
}

/// Every object that has a table, outermost first. For help texts, and for the test that the schema knows the
/// same.
[[nodiscard]] std::vector<ObjectFields> documentFields();

void listListenerFields(std::vector<ObjectFields> &listings);
void listServiceFields(std::vector<ObjectFields> &listings);
void listResilienceFields(std::vector<ObjectFields> &listings);
void listMatchFields(std::vector<ObjectFields> &listings);
void listAnswerFields(std::vector<ObjectFields> &listings);
void listRouteFields(std::vector<ObjectFields> &listings);
void listIdentityFields(std::vector<ObjectFields> &listings);
void listPolicyFields(std::vector<ObjectFields> &listings);
void listGatewayFields(std::vector<ObjectFields> &listings);

void readListener(Decoder &decoder, const Tree &tree, Listener &value);
void readService(Decoder &decoder, const Tree &tree, Service &value);
void readRoute(Decoder &decoder, const Tree &tree, Route &value);
void readConsumer(Decoder &decoder, const Tree &tree, Consumer &value);
void readAuthProvider(Decoder &decoder, const Tree &tree, AuthProvider &value);
void readAccessPolicy(Decoder &decoder, const Tree &tree, AccessPolicy &value);
void readTrustPolicy(Decoder &decoder, const Tree &tree, TrustPolicy &value);
void readShardMap(Decoder &decoder, const Tree &tree, ShardMap &value);
void readGateway(Decoder &decoder, const Tree &tree, Gateway &value);
void readEnvironment(Decoder &decoder, const Tree &tree, Environment &value);
void readModel(Decoder &decoder, const Tree &tree, Model &value);

// Parts of services and routes.
void readOutlierDetection(Decoder &decoder, const Tree &tree, OutlierDetection &value);
void readCircuitBreaker(Decoder &decoder, const Tree &tree, CircuitBreakerSettings &value);
void readBulkhead(Decoder &decoder, const Tree &tree, BulkheadSettings &value);
void readRetry(Decoder &decoder, const Tree &tree, RetrySettings &value);
void readRouteMatch(Decoder &decoder, const Tree &tree, RouteMatch &value);
void readTargets(Decoder &decoder, const Tree &tree, std::vector<RouteTarget> &value);
void readFixedResponse(Decoder &decoder, const Tree &tree, FixedResponse &value);
void readRedirect(Decoder &decoder, const Tree &tree, Redirect &value);
void readRewrite(Decoder &decoder, const Tree &tree, Rewrite &value);
void readHeaderEdits(Decoder &decoder, const Tree &tree, HeaderEdits &value);
void readHeaderPairs(Decoder &decoder, const Tree &tree,
                     std::vector<std::pair<std::string, HeaderValue>> &value);

} // namespace gatehouse
