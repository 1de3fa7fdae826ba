#pragma once

#include "core/gateway/ownanswer.h"
#include "core/gateway/snapshot.h"
#include "core/gateway/upstreampool.h"
#include "core/resilience/bulkhead.h"
#include "core/resilience/circuitbreaker.h"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

namespace gatehouse {

class Worker;

/// One call of a service: asks the breaker, takes a bulkhead slot, chooses an endpoint and gets a connection
/// to it; tells breaker, bulkhead and counters how it ended. Between callReady() and the end the user sends
/// and reads over connection(). Belongs to its loop's thread; used again and again, for one call at a time.
class UpstreamCall final : private UpstreamUser, private UpstreamPool::Waiter, private Bulkhead::Waiter
{
public:
    /// Told what happens. callReady() and callRefused() may come from within begin().
    class User
    {
    public:
        /// A connection is there: send the request.
        virtual void callReady() = 0;
        /// No try was made; the call is over. `retryAfter` is set where it is known.
        virtual void callRefused(Refusal refusal, std::string_view message,
                                 std::optional<Milliseconds> retryAfter) = 0;
        /// No connection could be made; end() has still to be called.
        virtual void callNotConnected(Refusal refusal, std::string_view message) = 0;
        virtual void callRead() = 0; ///< more stands in the connection's input
        virtual void callEnded(StreamEnd end) = 0;
        virtual void callDrained() = 0;
        virtual void callNotSent() = 0;
        /// The call must live on, although it is over, until released.
        virtual void retainCall() = 0;
        virtual void releaseCall() = 0;

    protected:
        ~User() = default;
    };

    /// How a call ended.
    struct Outcome
    {
        std::optional<FailureKind> failure{}; ///< empty: the service did its part
        bool ignored = false; ///< says nothing about the service: the client left, or spoilt its request
        bool reusable = false; ///< the connection can carry another request
    };

    UpstreamCall(Worker &worker, User &user);
    UpstreamCall(const UpstreamCall &) = delete;
    UpstreamCall &operator=(const UpstreamCall &) = delete;

    /// `service` lives at least until the end of the call.
    void begin(const SnapshotService &service);
    /// Replaces a connection that turned out to be closed when it was used again by a fresh one to the same
    /// endpoint, once; callReady() or callNotConnected() follows. False: not now, nothing changed.
    [[nodiscard]] bool reconnect();
    /// Tells how it ended and lets the next one in, but keeps the connection: what is read from it may still
    /// have to be sent on. Called before the last of the answer goes out, so that the client finds everything
    /// counted.
    void settle(const Outcome &outcome);
    /// Gives the connection back, and settles what has not been settled.
    void end(const Outcome &outcome);
    /// Ends it, whatever it is doing, without a word about the service.
    void cancel();

    /// Not over yet.
    [[nodiscard]] bool isActive() const { return m_phase != Phase::None; }
    /// Only while ready.
    [[nodiscard]] UpstreamConnection &connection() { return *m_connection; }
    [[nodiscard]] bool isReady() const { return m_phase == Phase::Ready; }

    void noteSent();
    void noteFirstByte();

private:
    enum class Phase : std::uint8_t {
        None,
        Queued, ///< for a bulkhead slot
        Waiting, ///< for one of the endpoint's connections
        Connecting,
        Ready,
    };

    void enterBulkhead();
    [[nodiscard]] bool askBreaker();
    void slotTaken();
    void pickEndpoint();
    [[nodiscard]] bool open(const std::shared_ptr<UpstreamTarget> &target);
    void ready();
    void beginTry();
    void notConnected(Refusal refusal, std::string_view message);
    void refuse(ServiceState::Refusal reason, Refusal refusal, std::string_view message,
                std::optional<Milliseconds> retryAfter = {});
    void tellBreaker(const Outcome &outcome);
    void leaveBulkhead();
    void leave();
    void dropConnection(bool reusable);
    void slotGranted();
    void timerExpired();
    void setTimer(Milliseconds limit);

    void upstreamConnected() override;
    void upstreamNotConnected(const boost::system::error_code &error) override;
    void upstreamRead() override { m_user.callRead(); }
    void upstreamEnded(StreamEnd end) override { m_user.callEnded(end); }
    void upstreamDrained() override { m_user.callDrained(); }
    void upstreamNotSent() override { m_user.callNotSent(); }
    void connectionFree() override;
    void granted() override;

    Worker &m_worker;
    User &m_user;
    Phase m_phase = Phase::None;
    const SnapshotService *m_service = nullptr;
    std::shared_ptr<Bulkhead>
        m_queuedIn; ///< held while a slot may be on its way: a push may end the bulkhead
    CircuitBreaker::Permit m_permit{};
    bool m_hasPermit = false;
    bool m_hasSlot = false;
    bool m_called = false; ///< a try was begun and not settled yet
    bool m_abandoned = false; ///< a slot is on its way that nobody wants any more
    std::vector<std::size_t> m_avoid; ///< endpoints that were passed over
    std::shared_ptr<UpstreamTarget> m_target;
    std::size_t m_addressesLeft = 0;
    UpstreamConnection *m_connection = nullptr;

    SteadyTime m_began{};
    SteadyTime m_connectBegan{};
    SteadyTime m_tryBegan{};
    SteadyTime m_sentAt{};
    ServiceState::CallRecord m_record;
    MemberTimer<UpstreamCall, &UpstreamCall::timerExpired> m_timer{*this};
};

} // namespace gatehouse
