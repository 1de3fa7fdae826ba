#include "app/demo/loadgenerator.h"

#include "app/demo/token.h"

#include <boost/asio/ip/address.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>

namespace gatehouse::demo {

namespace {

using Json = nlohmann::ordered_json;

constexpr std::chrono::seconds TokenLifetime{900};
constexpr std::chrono::seconds TokenUse{600}; ///< then a fresh one is signed
constexpr std::chrono::seconds AnswerTimeout{35}; ///< longer than a gateway's own
constexpr std::chrono::seconds LongestDuration{7 * 24 * 3'600};

auto bad(std::string message)
{
    return failure(ErrorKind::InvalidInput, std::move(message), {},
                   R"(send an object such as {"ratePerSecond": 50, "targets": ["http://127.0.0.1:8080"]})");
}

Result<void> changeTargets(LoadSettings &settings, const Json &value)
{
    if (!value.is_array())
        return bad("targets must be a list of addresses");
    settings.targets.clear();
    for (const Json &target : value) {
        if (!target.is_string())
            return bad("targets must be a list of addresses");
        if (const Result<Address> address = targetAddress(target.get<std::string>()); !address)
            return tl::unexpected(address.error());
        settings.targets.push_back(target.get<std::string>());
    }
    return {};
}

Result<void> changeOne(LoadSettings &settings, const std::string &key, const Json &value)
{
    if (key == "targets")
        return changeTargets(settings, value);
    if (key == "ratePerSecond") {
        if (!value.is_number() || value < 0 || value > LoadSettings::FastestRate)
            return bad(fmt::format("ratePerSecond must be a number from 0 to {}", LoadSettings::FastestRate));
        settings.ratePerSecond = value.get<double>();
        return {};
    }
    if (key == "durationSeconds") {
        if (!value.is_number_integer() || value < 1 || value > LongestDuration.count())
            return bad(
                fmt::format("durationSeconds must be a whole number from 1 to {}", LongestDuration.count()));
        settings.duration = std::chrono::seconds{value.get<std::int64_t>()};
        return {};
    }
    return bad(fmt::format("there is no setting '{}'", key));
}

} // namespace

Result<Address> targetAddress(std::string_view target)
{
    constexpr std::string_view Scheme = "http://";
    const auto wrong = [target] {
        return bad(fmt::format("'{}' is no address such as http://127.0.0.1:8080", target));
    };
    std::string_view rest = target;
    if (!rest.starts_with(Scheme))
        return wrong();
    rest.remove_prefix(Scheme.size());
    if (rest.ends_with('/'))
        rest.remove_suffix(1);
    const std::size_t colon = rest.rfind(':');
    if (colon == std::string_view::npos || colon == 0)
        return wrong();
    std::string_view host = rest.substr(0, colon);
    if (host.starts_with('[') && host.ends_with(']'))
        host = host.substr(1, host.size() - 2);
    const std::string_view digits = rest.substr(colon + 1);
    Address address{std::string{host}, 0};
    const auto [end, code] = std::from_chars(digits.data(), digits.data() + digits.size(), address.port);
    boost::system::error_code unknown;
    if (host != "localhost")
        (void)boost::asio::ip::make_address(address.host, unknown);
    if (code != std::errc{} || end != digits.data() + digits.size() || address.port == 0 || unknown)
        return wrong();
    return address;
}

Result<LoadSettings> changedLoad(const LoadSettings &before, std::string_view json)
{
    const Json object = Json::parse(json, nullptr, false);
    if (!object.is_object())
        return bad("the body is no JSON object");
    LoadSettings after = before;
    for (const auto &[key, value] : object.items()) {
        if (const Result<void> changed = changeOne(after, key, value); !changed)
            return tl::unexpected(changed.error());
    }
    return after;
}

LoadGenerator::LoadGenerator(boost::asio::io_context &loop, const Clock &clock, LoadIdentity identity,
                             std::uint64_t seed)
    : m_loop(loop)
    , m_clock(clock)
    , m_identity(std::move(identity))
    , m_random(seed)
    , m_timer(loop)
{
}

void LoadGenerator::apply(const LoadSettings &settings)
{
    m_settings = settings;
    m_timer.cancel();
    m_running = settings.ratePerSecond > 0 && !settings.targets.empty();
    m_begun = m_clock.now();
    m_due = 0;
    if (m_running)
        schedule();
}

void LoadGenerator::schedule()
{
    const std::chrono::duration<double> offset{static_cast<double>(m_due) / m_settings.ratePerSecond};
    m_timer.expires_at(m_begun + std::chrono::duration_cast<SteadyTime::duration>(offset));
    m_timer.async_wait([this](boost::system::error_code code) {
        if (!code && m_running)
            sendDue();
    });
}

void LoadGenerator::sendDue()
{
    const auto elapsed = m_clock.now() - m_begun;
    if (elapsed >= m_settings.duration) {
        stop();
        return;
    }
    const auto due =
        static_cast<std::uint64_t>(std::chrono::duration<double>(elapsed).count() * m_settings.ratePerSecond);
    while (m_due <= due) {
        sendOne();
        ++m_due;
    }
    schedule();
}

void LoadGenerator::sendOne()
{
    const std::string &target = m_settings.targets[m_turn++ % m_settings.targets.size()];
    const LoadRequest request = nextRequest(m_random);
    const Operation &operation = loadMix()[request.operation];
    std::vector<Counts> &counts = m_counts[target];
    counts.resize(loadMix().size());
    Counts *count = &counts[request.operation];
    const bool sent = clientFor(target).send(operation.method, request.target, tokenFor(operation.bearer),
                                             request.body, [this, count](LoadResult result) {
                                                 if (result.failure == LoadFailure::None)
                                                     ++count->status[result.status];
                                                 else
                                                     ++count->failed[result.failure];
                                                 finishIfDone();
                                             });
    ++(sent ? count->sent : count->skipped);
}

void LoadGenerator::stop()
{
    m_running = false;
    finishIfDone();
}

void LoadGenerator::finishIfDone()
{
    if (!m_running && inFlight() == 0 && m_onFinished && m_clock.now() - m_begun >= m_settings.duration)
        m_onFinished();
}

std::size_t LoadGenerator::inFlight() const
{
    std::size_t sum = 0;
    for (const auto &[target, client] : m_clients)
        sum += client->inFlight();
    return sum;
}

LoadClient &LoadGenerator::clientFor(const std::string &target)
{
    std::unique_ptr<LoadClient> &client = m_clients[target];
    if (!client) {
        const Address address = targetAddress(target).value();
        client =
            std::make_unique<LoadClient>(m_loop, address, toString(address), MostInFlight, AnswerTimeout);
    }
    return *client;
}

const std::string &LoadGenerator::tokenFor(Bearer bearer)
{
    Token &token = m_tokens[bearer];
    if (bearer == Bearer::None || (!token.text.empty() && m_clock.now() < token.validUntil))
        return token.text;
    TokenClaims claims;
    claims.issuer = m_identity.issuer;
    claims.audience = m_identity.audience;
    claims.issuedAt = m_clock.wallNow();
    claims.lifetime = TokenLifetime;
    if (bearer == Bearer::Backoffice) {
        claims.subject = "backoffice";
        claims.roles = {"admin"};
        claims.department = "sales";
        claims.clearance = 3;
    } else {
        claims.subject = "mobile-user-1";
        claims.authorizedParty = "mobile";
        claims.roles = {"reader"};
        claims.department = "support";
        claims.clearance = 2;
    }
    // Without a token the answers are 401, and the counts say so.
    token.text = signedToken(claims, m_identity.secret).value_or(std::string{});
    token.validUntil = m_clock.now() + TokenUse;
    return token.text;
}

Json LoadGenerator::report() const
{
    const auto elapsed = std::chrono::duration_cast<std::chrono::seconds>(m_clock.now() - m_begun);
    Counts total;
    std::uint64_t answered = 0;
    std::uint64_t failed = 0;
    Json list = Json::array();
    for (const auto &[target, operations] : m_counts) {
        for (std::size_t i = 0; i < operations.size(); ++i) {
            const Counts &counts = operations[i];
            if (counts.sent + counts.skipped == 0)
                continue;
            total.sent += counts.sent;
            total.skipped += counts.skipped;
            Json status = Json::object();
            for (const auto &[code, number] : counts.status) {
                status[std::to_string(code)] = number;
                answered += number;
            }
            Json failures = Json::object();
            for (const auto &[kind, number] : counts.failed) {
                failures[word(kind)] = number;
                failed += number;
            }
            list.push_back({{"target", target},
                            {"operation", loadMix()[i].name},
                            {"route", loadMix()[i].route},
                            {"sent", counts.sent},
                            {"status", std::move(status)},
                            {"failed", std::move(failures)}});
        }
    }
    Json json;
    json["running"] = m_running;
    json["ratePerSecond"] = m_settings.ratePerSecond;
    json["targets"] = m_settings.targets;
    json["durationSeconds"] = m_settings.duration.count();
    json["remainingSeconds"] =
        m_running ? std::max<std::int64_t>(0, (m_settings.duration - elapsed).count()) : 0;
    json["inFlight"] = inFlight();
    json["sent"] = total.sent;
    json["answered"] = answered;
    json["failed"] = failed;
    json["skipped"] = total.skipped;
    json["counts"] = std::move(list);
    return json;
}

} // namespace gatehouse::demo
