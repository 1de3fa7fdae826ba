#pragma once

#include "core/control/driver.h"

#include <filesystem>
#include <memory>
#include <vector>

namespace gatehouse {

/// What a driver may use beside its gateway's own entry in the document.
struct DriverContext
{
    SecretLookup secrets; ///< may be called from the thread that the driver lives on
    std::filesystem::path baseFolder; ///< relative paths in `options` start here: the workspace file's folder
    const Clock *clock = nullptr; ///< outlives the driver
};

/// Makes drivers without anybody but app/ knowing their types. Implemented in app/. Safe from any thread.
class DriverFactory
{
public:
    virtual ~DriverFactory() = default;

    /// The makes that this build can talk to, in the order in which they are offered.
    virtual std::vector<GatewayMake> makes() const = 0;
    /// Call it in the thread that the driver shall live on. Errors: Unsupported where there is no driver for
    /// the make; InvalidInput where the entry lacks what the driver needs (address, options).
    virtual Result<std::unique_ptr<GatewayDriver>> create(const Gateway &gateway,
                                                          DriverContext context) const = 0;
};

} // namespace gatehouse
