#pragma once

#include <array>
#include <string_view>

namespace gatehouse {

/// A root key that holds a list of named objects, and the word for one of them in sentences.
struct ObjectKind
{
    std::string_view key; ///< "accessPolicies"
    std::string_view noun; ///< "access policy"
};

/// All of them, in the order of the document.
inline constexpr std::array<ObjectKind, 10> ObjectKinds{{{"listeners", "listener"},
                                                         {"services", "service"},
                                                         {"routes", "route"},
                                                         {"consumers", "consumer"},
                                                         {"authProviders", "provider"},
                                                         {"accessPolicies", "access policy"},
                                                         {"trustPolicies", "trust policy"},
                                                         {"shardMaps", "shard map"},
                                                         {"gateways", "gateway"},
                                                         {"environments", "environment"}}};

/// The kind with this root key, or nullptr.
[[nodiscard]] constexpr const ObjectKind *objectKind(std::string_view key)
{
    for (const ObjectKind &kind : ObjectKinds) {
        if (kind.key == key)
            return &kind;
    }
    return nullptr;
}

} // namespace gatehouse
