#pragma once

#include "app/demo/demoservice.h"
#include "app/demo/shelf.h"
#include "core/base/clock.h"
#include "core/base/random.h"

#include <cstdint>
#include <string>
#include <vector>

namespace gatehouse::demo {

struct OrderItem
{
    std::string sku;
    int quantity = 1;
};

struct Order
{
    std::string id;
    std::string customerId;
    std::vector<OrderItem> items;
    std::string status; ///< placed, paid, shipped, delivered, cancelled
    WallTime createdAt{};
};

/// The orders that both releases of the order service work on.
struct OrderBook
{
    /// Orders "5001" to "5060" are there from the start.
    static constexpr int First = 5'001;
    static constexpr int Seeded = 60;

    OrderBook(const Clock &clock, std::uint64_t seed);

    Random random;
    Shelf<Order> orders;
};

/// GET and POST /orders; GET, PUT (status) and DELETE (cancels) /orders/{id}. The release that is tried out
/// adds an estimate of the delivery to every order, so that its answers can be told from those of the other.
class OrderService final : public DemoService
{
public:
    enum class Release { Current, Next };

    OrderService(const Clock &clock, OrderBook &book, Release release);

    WebResponse handle(const WebRequest &request) override;

private:
    WebResponse create(const std::string &body);
    WebResponse change(Order &order, const std::string &body) const;
    Json toJson(const Order &order) const;

    const Clock &m_clock;
    OrderBook &m_book;
    Release m_release;
};

} // namespace gatehouse::demo
