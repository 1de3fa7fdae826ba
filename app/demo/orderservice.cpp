#include "app/demo/orderservice.h"

#include "app/demo/customerservice.h"
#include "core/base/units.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace gatehouse::demo {

namespace {

struct Article
{
    const char *sku;
    const char *name;
    int cents;
};

constexpr std::array Catalogue{
    Article{"kettle-17", "Kettle, 1.7 l", 3'990}, Article{"mug-white", "Mug, white", 890},
    Article{"lamp-desk", "Desk lamp", 5'450},     Article{"chair-oak", "Chair, oak", 12'900},
    Article{"rug-grey", "Rug, grey, 2 m", 8'900},
};
constexpr std::array Statuses{"placed", "paid", "shipped", "delivered", "cancelled"};
constexpr int MostOfOne = 1'000;
constexpr std::size_t MostItems = 50;

const Article *articleOf(const std::string &sku)
{
    const auto *found = std::find_if(Catalogue.begin(), Catalogue.end(),
                                     [&sku](const Article &article) { return sku == article.sku; });
    return found == Catalogue.end() ? nullptr : found;
}

/// The items of a new order, or what is wrong with them.
Result<std::vector<OrderItem>> itemsOf(const Json &object)
{
    const auto bad = [](std::string message) {
        return failure(ErrorKind::InvalidInput, std::move(message));
    };
    const auto list = object.find("items");
    if (list == object.end() || !list->is_array() || list->empty() || list->size() > MostItems)
        return bad(fmt::format("items must be a list of 1 to {} items", MostItems));
    std::vector<OrderItem> items;
    for (const Json &entry : *list) {
        const std::optional<std::string> sku = entry.is_object() ? textOf(entry, "sku") : std::nullopt;
        if (!sku || !articleOf(*sku))
            return bad("each item needs the sku of an article that is sold");
        const Json quantity = entry.value("quantity", Json(1));
        if (!quantity.is_number_integer() || quantity < 1 || quantity > MostOfOne)
            return bad(fmt::format("quantity must be a whole number from 1 to {}", MostOfOne));
        items.push_back({*sku, quantity.get<int>()});
    }
    return items;
}

} // namespace

OrderBook::OrderBook(const Clock &clock, std::uint64_t seed)
    : random(seed)
{
    for (int i = 0; i < Seeded; ++i) {
        const auto index = static_cast<std::size_t>(i);
        Order order;
        order.id = std::to_string(First + i);
        order.customerId = std::to_string(i % CustomerService::Seeded + 1);
        order.items.push_back({Catalogue[index % Catalogue.size()].sku, i % 3 + 1});
        order.status = Statuses[index % Statuses.size()];
        order.createdAt = clock.wallNow() - std::chrono::hours{Seeded - i};
        const std::string id = order.id;
        orders.seed(id, std::move(order));
    }
}

OrderService::OrderService(const Clock &clock, OrderBook &book, Release release)
    : m_clock(clock)
    , m_book(book)
    , m_release(release)
{
}

WebResponse OrderService::handle(const WebRequest &request)
{
    const std::optional<std::vector<std::string>> path = request.segments();
    if (!path || path->empty() || path->front() != "orders" || path->size() > 2)
        return notFound("resource");
    const bool reads = request.method == "GET" || request.method == "HEAD";
    if (path->size() == 1) {
        if (request.method == "POST")
            return create(request.body);
        if (!reads)
            return methodNotAllowed("GET, HEAD, POST");
        const std::optional<std::string> customer = request.queryValue("customer_id");
        return ok(m_book.orders.page(
            "orders", pageOf(request),
            [&customer](const Order &order) { return !customer || order.customerId == *customer; },
            [this](const Order &order) { return toJson(order); }));
    }
    Order *order = m_book.orders.find(path->back());
    if (!order)
        return notFound("order");
    if (reads)
        return ok(toJson(*order));
    if (request.method == "PUT")
        return change(*order, request.body);
    if (request.method == "DELETE")
        return change(*order, R"({"status": "cancelled"})");
    return methodNotAllowed("GET, HEAD, PUT, DELETE");
}

WebResponse OrderService::create(const std::string &body)
{
    const std::optional<Json> object = objectOf(body);
    if (!object)
        return invalid("the body is no JSON object");
    const std::optional<std::string> customer = textOf(*object, "customer_id");
    if (!customer)
        return invalid("customer_id is required");
    Result<std::vector<OrderItem>> items = itemsOf(*object);
    if (!items)
        return invalid(items.error().message);
    Order order{newId(m_book.random), *customer, std::move(*items), "placed", m_clock.wallNow()};
    const Json json = toJson(order);
    const std::string id = order.id;
    m_book.orders.create(id, std::move(order));
    return created(json, "/orders/" + id);
}

WebResponse OrderService::change(Order &order, const std::string &body) const
{
    const std::optional<Json> object = objectOf(body);
    const std::optional<std::string> status = object ? textOf(*object, "status") : std::nullopt;
    if (!status || std::find(Statuses.begin(), Statuses.end(), *status) == Statuses.end())
        return invalid("status must be placed, paid, shipped, delivered or cancelled");
    if (order.status == "delivered" && *status != "delivered")
        return conflict("delivered", "an order that was delivered does not change any more");
    order.status = *status;
    return ok(toJson(order));
}

Json OrderService::toJson(const Order &order) const
{
    Json items = Json::array();
    int total = 0;
    for (const OrderItem &item : order.items) {
        const Article *article = articleOf(item.sku);
        total += article->cents * item.quantity;
        items.push_back({{"sku", item.sku},
                         {"name", article->name},
                         {"quantity", item.quantity},
                         {"unit_price_cents", article->cents}});
    }
    Json json;
    json["order_id"] = order.id;
    json["customer_id"] = order.customerId;
    json["items"] = std::move(items);
    json["total_cents"] = total;
    json["currency"] = "EUR";
    json["status"] = order.status;
    json["created_at"] = formatTime(order.createdAt);
    if (m_release == Release::Next)
        json["delivery_estimate"] = formatTime(order.createdAt + std::chrono::hours{48});
    return json;
}

} // namespace gatehouse::demo
