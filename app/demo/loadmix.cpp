#include "app/demo/loadmix.h"

#include "app/demo/customerservice.h"
#include "app/demo/orderservice.h"

#include <fmt/format.h>

namespace gatehouse::demo {

namespace {

enum OperationIndex : std::size_t {
    ListCustomers,
    CreateCustomer,
    ReadCustomer,
    ChangeCustomer,
    ListOrders,
    ReadOrder,
    CreateOrder,
    Notify,
    Alive,
};

int weightOfAll()
{
    int sum = 0;
    for (const Operation &operation : loadMix())
        sum += operation.weight;
    return sum;
}

std::size_t pick(Random &random)
{
    static const int total = weightOfAll();
    int left = static_cast<int>(random.below(static_cast<std::uint64_t>(total)));
    std::size_t index = 0;
    while (left >= loadMix()[index].weight)
        left -= loadMix()[index++].weight;
    return index;
}

} // namespace

const std::vector<Operation> &loadMix()
{
    static const std::vector<Operation> mix{
        {"GET /api/customers", "customers-list", "GET", Bearer::Mobile, 24},
        {"POST /api/customers", "customers-create", "POST", Bearer::Backoffice, 4},
        {"GET /api/customers/{id}", "customer-by-id", "GET", Bearer::Mobile, 22},
        {"PUT /api/customers/{id}", "customer-by-id", "PUT", Bearer::Backoffice, 4},
        {"GET /api/orders", "orders", "GET", Bearer::Mobile, 16},
        {"GET /api/orders/{id}", "orders", "GET", Bearer::Mobile, 16},
        {"POST /api/orders", "orders", "POST", Bearer::Mobile, 6},
        {"POST /api/notifications", "notify", "POST", Bearer::Backoffice, 6},
        {"GET /alive", "alive", "GET", Bearer::None, 2},
    };
    return mix;
}

LoadRequest nextRequest(Random &random)
{
    const std::uint64_t customer = random.below(CustomerService::Seeded) + 1;
    const std::uint64_t order = random.below(OrderBook::Seeded) + OrderBook::First;
    const auto index = static_cast<OperationIndex>(pick(random));
    switch (index) {
    case ListCustomers:
        return {index, "/api/customers?limit=5", {}};
    case CreateCustomer:
        return {index, "/api/customers",
                fmt::format(
                    R"({{"first_name": "Load", "last_name": "Test", "email": "load-{:016x}@example.com"}})",
                    random.next())};
    case ReadCustomer:
        return {index, fmt::format("/api/customers/{}", customer), {}};
    case ChangeCustomer:
        return {index, fmt::format("/api/customers/{}", customer),
                fmt::format(R"({{"phone": "+49 30 {:07}"}})", random.below(10'000'000))};
    case ListOrders:
        return {index, fmt::format("/api/orders?customer_id={}&limit=5", customer), {}};
    case ReadOrder:
        return {index, fmt::format("/api/orders/{}", order), {}};
    case CreateOrder:
        return {index, "/api/orders",
                fmt::format(R"({{"customer_id": "{}", "items": [{{"sku": "mug-white", "quantity": {}}}]}})",
                            customer, random.below(4) + 1)};
    case Notify:
        return {
            index, "/api/notifications",
            fmt::format(
                R"({{"channel": "email", "recipient": "ada.albers@example.com", "message": "Order {} was placed."}})",
                order)};
    case Alive:
        return {index, "/alive", {}};
    }
    return {};
}

} // namespace gatehouse::demo
