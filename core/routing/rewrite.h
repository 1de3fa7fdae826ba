#pragma once

#include "core/base/result.h"
#include "core/model/values.h"
#include "core/routing/routetable.h"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace gatehouse {

/// What the upstream gets instead of the request's path and host; compiled once from a route. Immutable, safe
/// from any thread.
class RouteRewrite
{
public:
    /// Errors: InvalidInput with the JSON pointer, relative to the route, of the field that cannot be used: a
    /// parameter that the route's template does not have, a `prefix` where the route's path is a template or
    /// regex, `path` together with `prefix`, a text that is no path.
    [[nodiscard]] static Result<RouteRewrite> compile(const Route &route);

    /// The path for the upstream: `path` itself where the route asks for nothing else, otherwise a view of
    /// `scratch` (whose old content is lost; no allocation once it is large enough). `path` is the normalised
    /// path that the route matched, `parameters` those of its match. Query strings are never touched, so they
    /// are not asked for.
    [[nodiscard]] std::string_view path(std::string_view path, std::span<const PathParameter> parameters,
                                        std::string &scratch) const;

    /// The Host for the upstream; empty: the request's own.
    const std::string &host() const { return m_host; }

private:
    enum class Kind { Same, Path, Prefix };

    /// Text, then the value of a parameter.
    struct Piece
    {
        std::string text;
        std::string parameter; ///< empty: none, the last piece
    };

    RouteRewrite() = default;
    [[nodiscard]] Result<void> compilePath(const Route &route);
    [[nodiscard]] Result<void> compilePrefix(const Route &route);

    Kind m_kind = Kind::Same;
    std::vector<Piece> m_pieces; ///< for Kind::Path
    std::size_t m_matched = 0; ///< for Kind::Prefix: how many bytes in front are replaced
    std::string m_prefix; ///< for Kind::Prefix: by what, without a closing slash
    std::string m_host;
};

} // namespace gatehouse
