#pragma once

#include "app/demo/loadclient.h"
#include "app/demo/loadmix.h"
#include "core/base/clock.h"
#include "core/base/random.h"
#include "core/base/result.h"

#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <nlohmann/json.hpp>

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gatehouse::demo {

/// What is sent, how fast and for how long.
struct LoadSettings
{
    static constexpr int FastestRate = 20'000;

    double ratePerSecond = 0; ///< over all targets together; 0: nothing
    std::vector<std::string> targets; ///< base addresses of gateways: "http://127.0.0.1:8080"
    std::chrono::seconds duration{3'600}; ///< then the load ends by itself

    bool operator==(const LoadSettings &) const = default;
};

/// Changes what the JSON object `{"ratePerSecond", "targets", "durationSeconds"}` names. Errors:
/// InvalidInput.
[[nodiscard]] Result<LoadSettings> changedLoad(const LoadSettings &before, std::string_view json);
/// The address of `http://HOST:PORT`, HOST an IP address or localhost. Errors: InvalidInput.
[[nodiscard]] Result<Address> targetAddress(std::string_view target);

/// What the tokens are made of.
struct LoadIdentity
{
    std::string secret; ///< of the HS256 provider
    std::string issuer = "https://id.shop.example.com";
    std::string audience = "retail";
};

/// Sends the mix at a steady rate to each target in turn, whatever the answers are (an open loop), with a
/// bound on the requests under way: what is beyond it is skipped and counted. Lives on one loop.
class LoadGenerator final
{
public:
    /// Requests under way to one target at most.
    static constexpr std::size_t MostInFlight = 256;

    LoadGenerator(boost::asio::io_context &loop, const Clock &clock, LoadIdentity identity,
                  std::uint64_t seed);

    /// Begins anew with these settings; counts go on.
    void apply(const LoadSettings &settings);
    [[nodiscard]] const LoadSettings &settings() const { return m_settings; }
    [[nodiscard]] bool isRunning() const { return m_running; }
    /// Called when the time is over and the last answer has come.
    void onFinished(std::function<void()> finished) { m_onFinished = std::move(finished); }
    /// Settings, totals and counts by target, operation and status.
    [[nodiscard]] nlohmann::ordered_json report() const;

private:
    struct Counts
    {
        std::uint64_t sent = 0;
        std::uint64_t skipped = 0;
        std::map<int, std::uint64_t> status;
        std::map<LoadFailure, std::uint64_t> failed;
    };

    struct Token
    {
        std::string text;
        SteadyTime validUntil{};
    };

    void schedule();
    void sendDue();
    void sendOne();
    void stop();
    void finishIfDone();
    std::size_t inFlight() const;
    LoadClient &clientFor(const std::string &target);
    const std::string &tokenFor(Bearer bearer);

    boost::asio::io_context &m_loop;
    const Clock &m_clock;
    LoadIdentity m_identity;
    Random m_random;
    boost::asio::steady_timer m_timer;
    LoadSettings m_settings;
    bool m_running = false;
    SteadyTime m_begun{};
    std::uint64_t m_due = 0; ///< requests since m_begun, sent or skipped
    std::size_t m_turn = 0;
    std::map<Bearer, Token> m_tokens;
    std::map<std::string, std::unique_ptr<LoadClient>> m_clients; ///< by target; also former ones
    std::map<std::string, std::vector<Counts>> m_counts; ///< by target, then by operation
    std::function<void()> m_onFinished;
};

} // namespace gatehouse::demo
