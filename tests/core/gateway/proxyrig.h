#pragma once

#include "core/gateway/dataplane.h"
#include "core/model/document.h"
#include "tests/support/eventlog.h"
#include "tests/support/httpprobe.h"
#include "tests/support/rawbackend.h"

#include <fmt/format.h>

#include <map>
#include <memory>
#include <string>

namespace gatehouse::test {

/// A data plane that serves a document given as text, on a free port of loopback.
class ProxyRig
{
public:
    explicit ProxyRig(unsigned threads = 2)
    {
        DataPlaneOptions options;
        options.name = "edge-1";
        options.threads = threads;
        options.secrets = [this](const SecretName &name) -> Result<std::string> {
            const auto found = secrets.find(name.str());
            if (found == secrets.end())
                return failure(ErrorKind::NotFound, "no such secret");
            return found->second;
        };
        options.onBreaker = [this](const ServiceName &service, const BreakerTransition &change) {
            log.add(fmt::format("{}: {} -> {}", service.str(), word(change.from), word(change.to)));
        };
        plane = std::make_unique<DataPlane>(std::move(options));
        started = plane->start().has_value();
    }

    /// Applies a document; `text` goes behind the usual head and a listener `web`.
    Result<void> serve(const std::string &text)
    {
        return apply("gatehouse: v1\nname: test\nlisteners: [{name: web, address: '127.0.0.1:0'}]\n" + text);
    }
    Result<void> apply(const std::string &text)
    {
        const ReadOutcome read = readDocument(text, TextFormat::Yaml);
        if (!read.document)
            return failure(ErrorKind::InvalidInput,
                           read.findings.empty() ? "no document" : read.findings.front().message);
        return plane->apply(*read.document, ++revision, documentHash(read.document->tree));
    }
    /// One service `s` with one endpoint and one public route `r` to it; `more` are further fields of the
    /// service.
    Result<void> serveOne(const std::string &endpoint, const std::string &more = {},
                          const std::string &route = {})
    {
        return serve(fmt::format("services: [{{name: s, endpoints: [{{address: '{}'}}]{}}}]\n"
                                 "routes: [{{name: r, to: [{{service: s}}], auth: {{required: false}}{}}}]\n",
                                 endpoint, more.empty() ? "" : ", " + more,
                                 route.empty() ? "" : ", " + route));
    }

    [[nodiscard]] std::string address(std::size_t listener = 0) const
    {
        return toString(plane->served()->listeners.at(listener).address);
    }
    [[nodiscard]] ServiceCounts service(std::size_t index = 0) const
    {
        return plane->served()->services.at(index).state->counts(std::chrono::steady_clock::now());
    }
    [[nodiscard]] RouteCounts route(std::size_t index = 0) const
    {
        return plane->served()->routes.at(index)->counts(std::chrono::steady_clock::now());
    }
    [[nodiscard]] EndpointCounts endpoint(std::size_t index = 0) const
    {
        return plane->served()->services.at(0).endpoints.at(index)->counts(std::chrono::steady_clock::now());
    }

    std::map<std::string, std::string> secrets;
    EventLog log;
    bool started = false;
    std::uint64_t revision = 0;
    std::unique_ptr<DataPlane> plane;
};

} // namespace gatehouse::test
