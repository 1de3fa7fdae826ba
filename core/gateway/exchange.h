#pragma once

#include "core/gateway/body.h"
#include "core/gateway/ownanswer.h"
#include "core/gateway/snapshot.h"
#include "core/gateway/stream.h"
#include "core/gateway/upstreamcall.h"

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace gatehouse {

class ClientConnection;
class Worker;

/// One request and its answer, from the parsed head to the last byte sent: finds the route, applies what it
/// asks for, and relays between client and upstream with one buffer in each direction. Lives in its client's
/// connection and serves one request at a time.
class Exchange final : private UpstreamCall::User
{
public:
    Exchange(Worker &worker, ClientConnection &client);
    Exchange(const Exchange &) = delete;
    Exchange &operator=(const Exchange &) = delete;

    [[nodiscard]] bool isActive() const { return m_phase != Phase::None; }
    /// The client's input begins with a whole request head. The exchange may be over when this returns.
    void begin();
    /// Answers a request whose head was refused; the connection is closed behind it.
    void refuseHead(Refusal refusal, std::string_view message);

    void clientRead(); ///< more of the body stands in ClientConnection::body()
    void clientDrained();
    /// Ends it without an answer: the client has left. Its connection is closed by the caller.
    void cancel();

private:
    enum class Phase : std::uint8_t {
        None,
        Deciding,
        Calling, ///< no answer yet
        Answering, ///< the head of the answer has been sent
        Draining, ///< all is done but the client's taking of the last bytes
    };

    using Fields = std::vector<std::pair<std::string, std::string>>;

    // exchange.cpp: from the head to the decision, and the gateway's own answers
    void reset();
    void takeRequestId();
    void makeRequestId();
    [[nodiscard]] bool takeEarlyBody();
    [[nodiscard]] bool checkRequest();
    void findRoute();
    [[nodiscard]] bool isTooLarge() const;
    void refuseUnrouted(const MatchResult &match);
    void act(std::span<const PathParameter> parameters);
    // exchangepolicy.cpp: who may
    [[nodiscard]] bool passesAddressLists();
    [[nodiscard]] bool authenticate();
    void takeIdentity(const TokenDecision &decision);
    [[nodiscard]] IpAddress clientAddress() const;
    [[nodiscard]] bool peerIsTrusted() const;
    [[nodiscard]] const SnapshotListener *listener() const;
    [[nodiscard]] std::string_view proto() const;

    void answer(const SnapshotAnswer &answer);
    void redirect(const Redirect &redirect);
    void refuse(Refusal refusal, std::string_view message, const Fields &fields = {});
    void sendOwn(int status, std::span<const std::pair<std::string, std::string>> fields,
                 std::string_view body);
    void finish(Stream::Sent sent);
    void complete();
    void countRoute();
    [[nodiscard]] HeaderList headers() const;

    // exchangerelay.cpp: the request on its way up, the answer on its way down
    void callReady() override;
    void callRefused(Refusal refusal, std::string_view message,
                     std::optional<Milliseconds> retryAfter) override;
    void callNotConnected(Refusal refusal, std::string_view message) override;
    void callRead() override;
    void callEnded(StreamEnd end) override;
    void callDrained() override;
    void callNotSent() override;
    void retainCall() override;
    void releaseCall() override;
    [[nodiscard]] Stream::Sent sendHead();
    void sendBody();
    void requestSent();
    [[nodiscard]] bool sendAgain();
    void failed(Refusal refusal, FailureKind kind, std::string_view message);
    void spoilt(Refusal refusal, std::string_view message);
    void readAnswerHead();
    [[nodiscard]] bool passInterim();
    void startAnswer();
    void relayAnswer();
    void sendAnswer(std::string &head);
    void settleAnswer();
    void answerSent(Stream::Sent sent);

    // exchangetimers.cpp
    void startRequestTime();
    void setTimer();
    void timerExpired();
    void tooLate();
    void stalled();

    Worker &m_worker;
    ClientConnection &m_client;
    UpstreamCall m_call;
    Phase m_phase = Phase::None;

    std::shared_ptr<const Snapshot> m_snapshot;
    const SnapshotRoute *m_route = nullptr;
    const SnapshotService *m_service = nullptr;
    std::string m_pathScratch;
    std::string m_rewriteScratch;
    std::string m_requestId;
    std::string_view m_path; ///< normalised
    std::string_view m_upstreamPath;
    Fields m_identity; ///< what the verified token says, as fields for the upstream

    const char *m_base = nullptr; ///< of the request's head
    BodyReader m_requestBody;
    std::size_t m_earlyPayload = 0; ///< bytes of body that came together with the head, right behind it
    std::size_t m_earlyConsumed = 0; ///< what they took there with their framing
    bool m_requestSent = false; ///< all of it was handed to the upstream
    bool m_sendsBody = false; ///< the upstream still takes the body
    bool m_continued = false; ///< the client was told to send its body
    bool m_replayed = false; ///< was sent a second time, over a fresh connection

    BodyReader m_answerBody;
    Framing m_answerFraming = Framing::None; ///< towards the client
    unsigned m_interims = 0;
    int m_status = 0; ///< of the answer; 0: none yet
    bool m_keepAlive = false;
    bool m_counted = false; ///< for its route

    SteadyTime m_began{};
    SteadyTime m_progress{}; ///< when a byte last moved
    SteadyTime m_tryDeadline{};
    SteadyTime m_requestDeadline{};
    MemberTimer<Exchange, &Exchange::timerExpired> m_timer{*this};
};

} // namespace gatehouse
