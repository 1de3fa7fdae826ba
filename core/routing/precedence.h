#pragma once

#include "core/model/values.h"
#include "core/routing/hostname.h"

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace gatehouse {

/// What puts one route before another, in order of weight.
enum class Precedence {
    Host, ///< exact, then the longest wildcard, then none
    Path, ///< exact, template, regex, prefix; then its text
    Method, ///< a method named before none
    Headers, ///< more conditions on headers
    Query, ///< more conditions on query parameters
    Order, ///< earlier in the document
};

/// The order of all routes of a document as one request sees them, whether they fit it or not; the first in
/// it that fits is the winner. For explaining: it looks at every route, where RouteTable looks at few. Keeps
/// a reference to the Model. Routes that cannot be compiled have a place too.
class PrecedenceOrder
{
public:
    /// `host` as of RequestView.
    PrecedenceOrder(const Model &model, std::string_view host);

    /// Indices into Model::routes.
    const std::vector<std::uint32_t> &routes() const & { return m_order; }
    const std::vector<std::uint32_t> &routes() const && = delete;
    /// By what `first` stands before `second`, which it must.
    [[nodiscard]] Precedence decidedBy(std::uint32_t first, std::uint32_t second) const;

private:
    struct Place
    {
        std::size_t host = 0; ///< the larger the narrower
        std::vector<bool> segments; ///< of a template: whether each is a parameter
    };

    /// Negative: left before right.
    struct Comparison
    {
        int sign = 0;
        Precedence by = Precedence::Order;
    };

    [[nodiscard]] Comparison compare(std::uint32_t left, std::uint32_t right) const;
    [[nodiscard]] int comparePaths(std::uint32_t left, std::uint32_t right) const;

    const Model &m_model;
    std::vector<Place> m_places;
    std::vector<std::uint32_t> m_order;
};

} // namespace gatehouse
