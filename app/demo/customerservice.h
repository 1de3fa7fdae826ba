#pragma once

#include "app/demo/demoservice.h"
#include "app/demo/shelf.h"
#include "core/base/clock.h"
#include "core/base/random.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>

namespace gatehouse::demo {

/// A version 4 UUID (RFC 9562), for ids that nobody has to guess.
[[nodiscard]] std::string newId(Random &random);

/// A customer as the seed's document has it: e-mail addresses are unique, contact data can be changed, and a
/// customer is deactivated rather than deleted.
struct Customer
{
    std::string id;
    std::string firstName;
    std::string lastName;
    std::string email;
    std::optional<std::string> phone;
    bool isActive = true;
    WallTime createdAt{};
    int version = 0; ///< grows with every change
};

/// GET and POST /customers; GET, PUT and DELETE /customers/{id}. A PUT with a `version` that is not the
/// present one is refused, and shows both.
class CustomerService final : public DemoService
{
public:
    /// Customers "1" to "40" are there from the start.
    static constexpr int Seeded = 40;

    CustomerService(const Clock &clock, std::uint64_t seed);

    WebResponse handle(const WebRequest &request) override;

private:
    WebResponse list(const WebRequest &request) const;
    WebResponse create(const std::string &body);
    WebResponse change(Customer &customer, const std::string &body);
    WebResponse deactivate(Customer &customer);
    static Json toJson(const Customer &customer);

    const Clock &m_clock;
    Random m_random;
    Shelf<Customer> m_customers;
    std::map<std::string, std::string> m_byEmail; ///< e-mail in lower case → id
};

} // namespace gatehouse::demo
