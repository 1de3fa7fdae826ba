#include "core/policy/jwtkeys.h"

#include <cstdint>
#include <cstdlib>
#include <string_view>

using namespace gatehouse;

/// A key file, damaged or not, gives keys or an error that says something.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const auto keys = keysFromFile(std::string_view(reinterpret_cast<const char *>(data), size));
    if (keys ? keys->keys.empty() : keys.error().message.empty())
        std::abort();
    return 0;
}
