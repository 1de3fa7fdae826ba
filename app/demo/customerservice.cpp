#include "app/demo/customerservice.h"

#include "core/base/units.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace gatehouse::demo {

namespace {

constexpr std::array FirstNames{"Ada", "Ben", "Chiara", "Daniel", "Elif", "Fatima", "Georg", "Hana"};
constexpr std::array LastNames{"Albers", "Brandt", "Costa", "Dumont", "Eriksen"};

std::string lowerCase(std::string text)
{
    std::transform(text.begin(), text.end(), text.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    return text;
}

/// Something before and after one @, and a dot in what is after it.
bool isEmail(std::string_view text)
{
    const std::size_t at = text.find('@');
    if (at == 0 || at == std::string_view::npos || text.find('@', at + 1) != std::string_view::npos)
        return false;
    const std::string_view domain = text.substr(at + 1);
    const std::size_t dot = domain.rfind('.');
    return dot != std::string_view::npos && dot > 0 && dot + 1 < domain.size()
        && text.find_first_of(" \t\r\n") == std::string_view::npos;
}

} // namespace

std::string newId(Random &random)
{
    const std::uint64_t high = (random.next() & ~0xF000ULL) | 0x4000ULL;
    const std::uint64_t low = (random.next() & 0x3FFF'FFFF'FFFF'FFFFULL) | 0x8000'0000'0000'0000ULL;
    return fmt::format("{:08x}-{:04x}-{:04x}-{:04x}-{:012x}", high >> 32, (high >> 16) & 0xFFFF,
                       high & 0xFFFF, low >> 48, low & 0xFFFF'FFFF'FFFFULL);
}

CustomerService::CustomerService(const Clock &clock, std::uint64_t seed)
    : m_clock(clock)
    , m_random(seed)
{
    for (int i = 0; i < Seeded; ++i) {
        const auto index = static_cast<std::size_t>(i);
        Customer customer;
        customer.id = std::to_string(i + 1);
        customer.firstName = FirstNames[index % FirstNames.size()];
        customer.lastName = LastNames[index / FirstNames.size()];
        customer.email = lowerCase(fmt::format("{}.{}@example.com", customer.firstName, customer.lastName));
        customer.createdAt = clock.wallNow() - std::chrono::hours{24 * (Seeded - i)};
        m_byEmail.emplace(customer.email, customer.id);
        const std::string id = customer.id;
        m_customers.seed(id, std::move(customer));
    }
}

WebResponse CustomerService::handle(const WebRequest &request)
{
    const std::optional<std::vector<std::string>> path = request.segments();
    if (!path || path->empty() || path->front() != "customers" || path->size() > 2)
        return notFound("resource");
    if (path->size() == 1) {
        if (request.method == "GET" || request.method == "HEAD")
            return list(request);
        if (request.method == "POST")
            return create(request.body);
        return methodNotAllowed("GET, HEAD, POST");
    }
    Customer *customer = m_customers.find(path->back());
    if (!customer)
        return notFound("customer");
    if (request.method == "GET" || request.method == "HEAD")
        return ok(toJson(*customer));
    if (request.method == "PUT")
        return change(*customer, request.body);
    if (request.method == "DELETE")
        return deactivate(*customer);
    return methodNotAllowed("GET, HEAD, PUT, DELETE");
}

WebResponse CustomerService::list(const WebRequest &request) const
{
    const std::optional<std::string> active = request.queryValue("active");
    return ok(m_customers.page(
        "customers", pageOf(request),
        [&active](const Customer &customer) { return !active || customer.isActive == (*active == "true"); },
        toJson));
}

WebResponse CustomerService::create(const std::string &body)
{
    const std::optional<Json> object = objectOf(body);
    if (!object)
        return invalid("the body is no JSON object");
    for (const char *field : {"first_name", "last_name", "email"}) {
        if (!textOf(*object, field))
            return invalid(fmt::format("{} is required", field));
    }
    Customer customer;
    customer.email = *textOf(*object, "email");
    if (!isEmail(customer.email))
        return invalid("email is no e-mail address");
    if (m_byEmail.contains(lowerCase(customer.email)))
        return conflict("email_taken", "a customer with this e-mail address exists already");
    customer.id = newId(m_random);
    customer.firstName = *textOf(*object, "first_name");
    customer.lastName = *textOf(*object, "last_name");
    customer.phone = textOf(*object, "phone");
    customer.createdAt = m_clock.wallNow();
    m_byEmail.emplace(lowerCase(customer.email), customer.id);
    const Json json = toJson(customer);
    const std::string id = customer.id;
    if (const std::optional<Customer> gone = m_customers.create(id, std::move(customer)))
        m_byEmail.erase(lowerCase(gone->email));
    return created(json, "/customers/" + id);
}

WebResponse CustomerService::change(Customer &customer, const std::string &body)
{
    const std::optional<Json> object = objectOf(body);
    if (!object)
        return invalid("the body is no JSON object");
    if (const auto version = object->find("version");
        version != object->end() && *version != customer.version)
        return conflict("version_conflict",
                        fmt::format("the customer has version {}, the change was made to version {}",
                                    customer.version, version->dump()));
    const std::optional<std::string> email = textOf(*object, "email");
    if (object->contains("email") && (!email || !isEmail(*email)))
        return invalid("email is no e-mail address");
    if (email) {
        const auto owner = m_byEmail.find(lowerCase(*email));
        if (owner != m_byEmail.end() && owner->second != customer.id)
            return conflict("email_taken", "a customer with this e-mail address exists already");
    }
    bool changed = false;
    if (email && *email != customer.email) {
        m_byEmail.erase(lowerCase(customer.email));
        m_byEmail.emplace(lowerCase(*email), customer.id);
        customer.email = *email;
        changed = true;
    }
    if (const std::optional<std::string> phone = textOf(*object, "phone"); phone && phone != customer.phone) {
        customer.phone = phone;
        changed = true;
    }
    if (changed)
        ++customer.version;
    return ok(toJson(customer));
}

WebResponse CustomerService::deactivate(Customer &customer)
{
    if (customer.isActive) {
        customer.isActive = false;
        ++customer.version;
    }
    return ok(toJson(customer));
}

Json CustomerService::toJson(const Customer &customer)
{
    Json json;
    json["customer_id"] = customer.id;
    json["first_name"] = customer.firstName;
    json["last_name"] = customer.lastName;
    json["email"] = customer.email;
    if (customer.phone)
        json["phone"] = *customer.phone;
    json["is_active"] = customer.isActive;
    json["created_at"] = formatTime(customer.createdAt);
    json["version"] = customer.version;
    return json;
}

} // namespace gatehouse::demo
