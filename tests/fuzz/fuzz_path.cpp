#include "core/routing/pathnormalizer.h"

#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

using namespace gatehouse;

/// A normalised path holds to what the route table and upstreams rely on, and is its own normal form.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const std::string_view target(reinterpret_cast<const char *>(data), size);
    const RequestTarget parts = splitTarget(target);
    for (const bool keep : {false, true}) {
        std::string scratch;
        std::string again;
        const NormalizedPath path = normalizePath(parts.path, keep, scratch);
        if (!path.isValid()) {
            if (!path.path.empty())
                std::abort();
            continue;
        }
        const std::string_view text = path.path;
        const bool isNormal = text.starts_with('/') && text.size() <= parts.path.size()
            && text.find("//") == std::string_view::npos && text.find("/./") == std::string_view::npos
            && text.find("/../") == std::string_view::npos && !text.ends_with("/.") && !text.ends_with("/..")
            && text.find_first_of(std::string_view("\0\\ #\r\n", 6)) == std::string_view::npos
            && text.find("%00") == std::string_view::npos
            && (keep || text.find("%2F") == std::string_view::npos);
        const NormalizedPath twice = normalizePath(text, keep, again);
        if (!isNormal || twice.path != text || twice.path.data() != text.data())
            std::abort();
    }
    return 0;
}
