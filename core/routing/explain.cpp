#include "core/routing/explain.h"

#include "core/routing/pathtemplate.h"
#include "core/routing/precedence.h"
#include "core/routing/requestview.h"
#include "core/routing/rewrite.h"
#include "core/routing/routefit.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace gatehouse {

namespace {

const char *describe(PathFault fault)
{
    switch (fault) {
    case PathFault::None:
        return "is in order";
    case PathFault::NotAbsolute:
        return "does not begin with '/'";
    case PathFault::BadPercent:
        return "has a '%' without two hexadecimal digits";
    case PathFault::EncodedNul:
        return "holds '%00'";
    case PathFault::RawCharacter:
        return "holds a raw control character, space, '\\' or '#'";
    case PathFault::EncodedSlash:
        return "holds '%2F', which this listener refuses";
    case PathFault::EncodedBackslash:
        return "holds '%5C', which this listener refuses";
    case PathFault::AboveRoot:
        return "climbs above the root";
    }
    return "";
}

std::string outranked(const PrecedenceOrder &order, std::uint32_t winner, std::uint32_t loser,
                      const Model &model)
{
    const auto why = [](Precedence by) {
        switch (by) {
        case Precedence::Host:
            return "its host is narrower";
        case Precedence::Path:
            return "its path is more specific";
        case Precedence::Method:
            return "it names the method";
        case Precedence::Headers:
            return "it asks for more headers";
        case Precedence::Query:
            return "it asks for more query parameters";
        case Precedence::Order:
            return "it stands earlier in the document";
        }
        return "";
    };
    return fmt::format("It fits, but '{}' comes first: {}.", model.routes[winner].name.str(),
                       why(order.decidedBy(winner, loser)));
}

/// One explanation in the making.
class Explainer
{
public:
    Explainer(const Model &model, const ExplainRequest &request)
        : m_model(model)
        , m_request(request)
    {
    }

    Result<Explanation> run();

private:
    Result<const Listener *> findListener() const;
    void refuse(PathFault fault);
    void judge();
    void describeWinner(std::uint32_t index);
    void findAllowed();
    void addCandidate(std::uint32_t index, CandidateReason reason, std::string detail);

    const Model &m_model;
    const ExplainRequest &m_request;
    ListenerName m_listener;
    std::vector<HeaderField> m_headers;
    RequestView m_view;
    Explanation m_explanation;
};

Result<const Listener *> Explainer::findListener() const
{
    if (!m_request.listener)
        return m_model.listeners.empty() ? nullptr : &m_model.listeners.front();
    const auto found =
        std::find_if(m_model.listeners.begin(), m_model.listeners.end(),
                     [&](const Listener &listener) { return listener.name == *m_request.listener; });
    if (found == m_model.listeners.end())
        return failure(ErrorKind::NotFound,
                       fmt::format("the document has no listener '{}'", m_request.listener->str()));
    return &*found;
}

Result<Explanation> Explainer::run()
{
    const auto listener = findListener();
    if (!listener)
        return tl::unexpected(listener.error());
    const bool keepSlashes = *listener != nullptr && (*listener)->encodedSlashes == EncodedSlashes::Keep;
    if (*listener != nullptr)
        m_listener = (*listener)->name;
    const RequestTarget target = splitTarget(m_request.target);
    std::string scratch;
    const NormalizedPath path = normalizePath(target.path, keepSlashes, scratch);
    for (const auto &[name, value] : m_request.headers)
        m_headers.push_back({name, value});
    m_view.method = m_request.method;
    m_view.host = m_request.host;
    m_view.path = path.path;
    m_view.query = target.query;
    m_view.headers = HeaderList(m_headers);
    if (path.isValid())
        judge();
    else
        refuse(path.fault);
    return std::move(m_explanation);
}

/// No route is asked; all are listed with the reason.
void Explainer::refuse(PathFault fault)
{
    m_explanation.status = 400;
    m_explanation.fault = fault;
    const PrecedenceOrder order(m_model, m_request.host);
    for (const std::uint32_t index : order.routes()) {
        const bool enabled = m_model.routes[index].enabled;
        addCandidate(index, enabled ? CandidateReason::Path : CandidateReason::Disabled,
                     enabled ? fmt::format("No route is asked: the request's path {}.", describe(fault))
                             : "It is switched off.");
    }
}

void Explainer::judge()
{
    const PrecedenceOrder order(m_model, m_request.host);
    for (const std::uint32_t index : order.routes()) {
        const Route &route = m_model.routes[index];
        if (auto no = misfit(route, m_view, m_listener)) {
            addCandidate(index, no->reason, std::move(no->detail));
        } else if (m_explanation.index) {
            addCandidate(index, CandidateReason::Outranked,
                         outranked(order, *m_explanation.index, index, m_model));
        } else {
            describeWinner(index);
        }
    }
    if (m_explanation.index)
        return;
    findAllowed();
    m_explanation.status = m_explanation.allowed.empty() ? 404 : 405;
}

/// The methods with which some route would take the request, in the order in which the document names them
/// first.
void Explainer::findAllowed()
{
    std::vector<std::string> named;
    std::set<std::string> allowed;
    for (const Route &route : m_model.routes) {
        if (route.match.methods.empty() || !route.enabled)
            continue;
        named.insert(named.end(), route.match.methods.begin(), route.match.methods.end());
        RequestView other = m_view;
        other.method = route.match.methods.front();
        if (!misfit(route, other, m_listener))
            allowed.insert(route.match.methods.begin(), route.match.methods.end());
    }
    for (const std::string &method : named) {
        if (allowed.erase(method) > 0)
            m_explanation.allowed.push_back(method);
    }
}

void Explainer::addCandidate(std::uint32_t index, CandidateReason reason, std::string detail)
{
    m_explanation.candidates.push_back(
        {index, m_model.routes[index].name, reason == CandidateReason::Outranked, reason, std::move(detail)});
}

void Explainer::describeWinner(std::uint32_t index)
{
    const Route &route = m_model.routes[index];
    m_explanation.index = index;
    m_explanation.route = route.name;
    std::vector<PathParameter> parameters;
    if (route.match.path.kind == PathKind::Template) {
        const std::vector<std::string_view> parts = splitPath(m_view.path);
        const auto segments = parseTemplate(route.match.path.text);
        for (std::size_t i = 0; segments && i < segments->size(); ++i) {
            if ((*segments)[i].isParameter)
                parameters.push_back({(*segments)[i].text, parts[i]});
        }
    }
    for (const PathParameter &parameter : parameters)
        m_explanation.params.emplace_back(parameter.name, parameter.value);
    if (const auto *response = std::get_if<FixedResponse>(&route.action)) {
        m_explanation.status = response->status;
    } else if (const auto *redirect = std::get_if<Redirect>(&route.action)) {
        m_explanation.status = redirect->status;
    } else if (const auto *targets = std::get_if<std::vector<RouteTarget>>(&route.action)) {
        m_explanation.to = *targets;
        std::string scratch;
        if (const auto rewrite = RouteRewrite::compile(route))
            m_explanation.upstreamPath = std::string(rewrite->path(m_view.path, parameters, scratch));
    }
}

} // namespace

const char *word(CandidateReason reason)
{
    switch (reason) {
    case CandidateReason::Outranked:
        return "outranked";
    case CandidateReason::Disabled:
        return "disabled";
    case CandidateReason::Listener:
        return "listener";
    case CandidateReason::Host:
        return "host";
    case CandidateReason::Path:
        return "path";
    case CandidateReason::Method:
        return "method";
    case CandidateReason::Header:
        return "header";
    case CandidateReason::Query:
        return "query";
    }
    return "";
}

Result<Explanation> explain(const Model &model, const ExplainRequest &request)
{
    return Explainer(model, request).run();
}

} // namespace gatehouse
