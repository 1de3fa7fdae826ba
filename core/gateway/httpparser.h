#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace gatehouse {

/// What a head may cost at most. A head beyond it is refused as soon as the limit is passed, not when it
/// ends.
struct HeadLimits
{
    std::uint32_t startLine = 8 * 1024; ///< bytes of the request line; beyond it 414
    std::uint32_t head = 32 * 1024; ///< bytes of the whole head; beyond it 431
    std::uint32_t fields = 100; ///< header lines; beyond it 431
    std::uint32_t connectionOptions = 32; ///< names in all Connection fields together; beyond it 400
};

/// Why a message is refused. The list is closed; `statusFor` says what a client is answered, `describe` why.
enum class HttpFault : std::uint8_t {
    None,
    BadRequestLine, ///< not `method SP target SP version`, or a character that does not belong there
    BadTarget, ///< a target that is none of the four forms, or has user information or a fragment
    UnsupportedVersion, ///< not HTTP/1.x
    UnsupportedMethod, ///< CONNECT
    BadStatusLine,
    BareLineFeed,
    BareCarriageReturn,
    FoldedLine, ///< obs-fold, or white space before the first field
    BadFieldName, ///< empty, a character that is no token, or white space before the colon
    BadFieldValue, ///< a control character
    MissingHost,
    DuplicateHost,
    BadHost,
    BadContentLength, ///< not digits only, or beyond 2^63−1
    DuplicateContentLength,
    BadTransferEncoding, ///< anything but one `chunked`, or any in HTTP/1.0
    LengthAndTransferEncoding,
    TooManyConnectionOptions,
    LineTooLong, ///< 414
    HeadTooLarge, ///< 431
    BadChunkSize,
    BadChunkExtension,
    BadChunkEnd, ///< the data of a chunk is not followed by CRLF
    BadTrailer,
    ChunkOverheadTooLarge, ///< extensions or trailers beyond their limits
};

/// The status that a client is answered: 400, 414, 431, 501 or 505. The connection is closed after each of
/// them.
[[nodiscard]] int statusFor(HttpFault fault);
/// One sentence for the answer's message; names no byte of the request.
[[nodiscard]] const char *describe(HttpFault fault);

/// A piece of the buffer that was parsed, counted from the head's first byte; stays right when the buffer
/// moves.
struct Span
{
    std::uint32_t begin = 0;
    std::uint32_t length = 0;

    [[nodiscard]] std::uint32_t end() const { return begin + length; }
    [[nodiscard]] std::string_view in(const char *head) const { return {head + begin, length}; }
};

/// The fields that a proxy has to know. All others are Other.
enum class FieldId : std::uint8_t {
    Other,
    Host,
    ContentLength,
    TransferEncoding,
    Connection,
    KeepAlive,
    ProxyConnection,
    ProxyAuthenticate,
    ProxyAuthorization,
    Te,
    Trailer,
    Upgrade,
    Expect,
    ForwardedFor, ///< X-Forwarded-For
    ForwardedProto, ///< X-Forwarded-Proto
    Via,
    RequestId, ///< X-Request-Id
    Authorization,
};

/// One header line. `name.begin` is where the line begins, `lineEnd` is one past its CRLF.
struct HeadField
{
    Span name;
    Span value; ///< without white space around it
    std::uint32_t lineEnd = 0;
    FieldId id = FieldId::Other;
    /// Belongs to this hop only: the fields of RFC 9110, 7.6.1, and what a Connection field names.
    bool hopByHop = false;
};

enum class Framing : std::uint8_t {
    None, ///< no body
    Length, ///< `contentLength` bytes
    Chunked,
    UntilClose, ///< responses only
};

enum class Method : std::uint8_t { Get, Head, Post, Put, Delete, Patch, Options, Trace, Other };

/// What requests and responses have in common.
struct MessageHead
{
    std::vector<HeadField> fields; ///< in the order of the message
    std::uint32_t headLength = 0; ///< bytes, the empty line included
    std::uint64_t contentLength = 0;
    Framing framing = Framing::None;
    std::uint8_t minorVersion = 1; ///< 0 or 1
    bool keepAlive = true; ///< by version and Connection field
    bool upgrade = false; ///< has an Upgrade field that the Connection field names

    /// The first field of this name, null where there is none. `name` is compared without case.
    [[nodiscard]] const HeadField *find(std::string_view name, const char *head) const;
    [[nodiscard]] const HeadField *find(FieldId id) const;
};

enum class TargetForm : std::uint8_t { Origin, Absolute, Asterisk };

struct RequestHead : MessageHead
{
    Span methodText;
    Method method = Method::Other;
    TargetForm form = TargetForm::Origin;
    Span target; ///< as sent
    Span path; ///< without the query; empty for an absolute form without a path (means `/`)
    Span query; ///< without the question mark
    bool hasQuery = false;
    /// Host and port as the client named them: of the absolute form, else of the Host field. Empty only in
    /// HTTP/1.0.
    Span authority;
    bool expectsContinue = false;
    bool unknownExpectation = false; ///< an Expect field that is not `100-continue`

    /// RFC 9110, 9.2.2.
    [[nodiscard]] bool isIdempotent() const;
};

struct ResponseHead : MessageHead
{
    int status = 0;
    Span reason;
};

enum class ParseStatus : std::uint8_t { NeedMore, Done, Failed };

/// Reads the heads of HTTP/1.x requests to the letter of RFC 9112: what could be understood in two ways is
/// refused. One parser serves one connection, message after message. Not thread-safe; allocates nothing once
/// `fields` has grown to its usual size. The work is linear in the bytes, however small the pieces in which
/// they come.
class RequestParser final
{
public:
    explicit RequestParser(HeadLimits limits = {})
        : m_limits(limits)
    {
    }

    /// `data` holds all bytes received from the message's first one on. While NeedMore, call again with the
    /// same bytes and more behind them; the buffer may have moved. One empty line before the request is
    /// skipped: it counts as part of the head. After Done or Failed call reset() before the next message.
    [[nodiscard]] ParseStatus parse(std::string_view data);
    /// Valid after Done.
    [[nodiscard]] const RequestHead &head() const { return m_head; }
    /// Valid after Failed.
    [[nodiscard]] HttpFault fault() const { return m_fault; }
    /// Whether any byte of a head has been seen since reset().
    [[nodiscard]] bool hasBegun() const { return m_scanned > 0; }
    void reset();

private:
    HeadLimits m_limits;
    RequestHead m_head;
    std::uint32_t m_line = 0; ///< where the line that is not complete yet begins
    std::uint32_t m_scanned = 0; ///< up to here there is no line end
    HttpFault m_fault = HttpFault::None;
    bool m_started = false; ///< the request line has been read
};

/// Reads the heads of responses, as strictly. Interim answers (1xx) are heads of their own.
class ResponseParser final
{
public:
    explicit ResponseParser(HeadLimits limits = {})
        : m_limits(limits)
    {
    }

    /// As RequestParser::parse. `answersHead`: the request was HEAD, so there is no body whatever the fields
    /// say; `contentLength` is still read.
    [[nodiscard]] ParseStatus parse(std::string_view data, bool answersHead);
    [[nodiscard]] const ResponseHead &head() const { return m_head; }
    [[nodiscard]] HttpFault fault() const { return m_fault; }
    [[nodiscard]] bool hasBegun() const { return m_scanned > 0; }
    void reset();

private:
    HeadLimits m_limits;
    ResponseHead m_head;
    std::uint32_t m_line = 0;
    std::uint32_t m_scanned = 0;
    HttpFault m_fault = HttpFault::None;
    bool m_started = false;
};

/// Whether this is `token` of RFC 9110, 5.6.2: a method, a field name.
[[nodiscard]] bool isToken(std::string_view text);
/// Whether a field value may be sent: no control characters but tab.
[[nodiscard]] bool isFieldValue(std::string_view text);
/// ASCII only, as all of HTTP's names are compared.
[[nodiscard]] bool equalsIgnoringCase(std::string_view a, std::string_view b);

} // namespace gatehouse
