#pragma once

#include "core/gateway/httpparser.h"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace gatehouse {

/// What a route changes about the fields of a request or an answer; compiled once, secrets filled in.
struct HeaderChanges
{
    std::vector<std::string> dropped; ///< lower case: what is removed, and what is set instead
    std::vector<std::pair<std::string, std::string>> written; ///< what is set, then what is added

    [[nodiscard]] bool isEmpty() const { return dropped.empty() && written.empty(); }
    /// Without case.
    [[nodiscard]] bool drops(std::string_view name) const;
};

/// What a request becomes on its way to the upstream.
struct ForwardedRequest
{
    const RequestHead &head;
    const char *base; ///< the head's first byte
    std::string_view path; ///< normalised, rewritten
    std::string_view host;
    std::string_view peer; ///< the address that connected to us
    std::string_view proto; ///< for X-Forwarded-Proto
    std::string_view gateway; ///< our name, for Via
    std::string_view requestId;
    const HeaderChanges &changes;
    std::span<const std::pair<std::string, std::string>> identity; ///< what the verified token says
};

/// Appends the head as it is sent on: fields of this hop and those that we write ourselves are left out.
void appendRequestHead(std::string &out, const ForwardedRequest &request);

/// What an answer becomes on its way to the client.
struct ForwardedResponse
{
    const ResponseHead &head;
    const char *base;
    const HeaderChanges &changes;
    Framing framing; ///< towards the client; UntilClose needs `close`
    bool keepLength; ///< an answer without a body that tells the length another one has (HEAD, 304)
    bool close;
    bool sayKeepAlive; ///< to an HTTP/1.0 client that asked for it
    std::string_view date; ///< where the answer has none
};

void appendResponseHead(std::string &out, const ForwardedResponse &response);

} // namespace gatehouse
