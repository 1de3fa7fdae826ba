#pragma once

#include "core/base/result.h"
#include "core/model/tree.h"

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <vector>

namespace gatehouse {

/// Where the demo fleet runs on this machine: the sample's own ports where they are free, others where not.
struct DemoPlaces
{
    std::uint16_t web = 0; ///< of the built-in gateway
    std::uint16_t webSecond = 0; ///< of HAProxy; 0: it is not installed
    std::uint16_t admin = 0; ///< of the built-in gateway
    std::map<std::string, std::vector<std::uint16_t>> services; ///< endpoints by service, in document order
};

/// Chooses a place: says which port to use where the sample says `wanted`.
using PortChooser = std::function<std::uint16_t(std::uint16_t wanted)>;

/// The demo's document with the ports that are used. Without HAProxy its gateway is left out.
struct DemoDocument
{
    Tree tree;
    DemoPlaces places;
};

/// Errors: Internal where the sample is not what the demo knows.
[[nodiscard]] Result<DemoDocument> demoDocument(const Tree &sample, bool withHaproxy,
                                                const PortChooser &choose);

} // namespace gatehouse
