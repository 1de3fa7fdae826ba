#pragma once

#include "core/base/result.h"
#include "core/control/fidelity.h"
#include "core/model/document.h"

#include <map>
#include <string>
#include <vector>

namespace gatehouse::haproxy {

/// What of the gateway's own entry in the document decides about its configuration.
struct RenderOptions
{
    std::string gateway; ///< its name, as it appears in Via
    std::map<std::string, Address> listeners{}; ///< another address for a listener
    std::string statsSocket{}; ///< path of the socket that is opened for telemetry; empty: none
    std::string
        filesFolder{}; ///< where files named in the document lie, for HAProxy; empty: none can be used
    std::string user{}; ///< whom the workers become; empty: whoever starts HAProxy
    std::string group{};
    std::vector<std::string> accept{}; ///< fields whose approximation or loss the user accepted
};

/// A configuration with its secrets masked (see nativetext.h), without the mark in front.
struct NativeConfig
{
    std::string body;
    Fidelity fidelity;
};

/// Renders a document for HAProxy 2.6. Pure: the same document and options give the same bytes. A route whose
/// protection cannot be expressed answers 403. Errors: Unsupported where no listener can be opened.
[[nodiscard]] Result<NativeConfig> render(const Document &document, const RenderOptions &options,
                                          const std::string &hash);

/// A configuration that serves nothing, for a HAProxy that has none yet; without the mark. It says a hash of
/// zeros.
[[nodiscard]] std::string initialConfig(const RenderOptions &options);

} // namespace gatehouse::haproxy
