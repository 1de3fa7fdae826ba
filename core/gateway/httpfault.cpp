#include "core/gateway/httpparser.h"

namespace gatehouse {

int statusFor(HttpFault fault)
{
    switch (fault) {
    case HttpFault::LineTooLong:
        return 414;
    case HttpFault::HeadTooLarge:
        return 431;
    case HttpFault::UnsupportedMethod:
        return 501;
    case HttpFault::UnsupportedVersion:
        return 505;
    case HttpFault::None:
    case HttpFault::BadRequestLine:
    case HttpFault::BadTarget:
    case HttpFault::BadStatusLine:
    case HttpFault::BareLineFeed:
    case HttpFault::BareCarriageReturn:
    case HttpFault::FoldedLine:
    case HttpFault::BadFieldName:
    case HttpFault::BadFieldValue:
    case HttpFault::MissingHost:
    case HttpFault::DuplicateHost:
    case HttpFault::BadHost:
    case HttpFault::BadContentLength:
    case HttpFault::DuplicateContentLength:
    case HttpFault::BadTransferEncoding:
    case HttpFault::LengthAndTransferEncoding:
    case HttpFault::TooManyConnectionOptions:
    case HttpFault::BadChunkSize:
    case HttpFault::BadChunkExtension:
    case HttpFault::BadChunkEnd:
    case HttpFault::BadTrailer:
    case HttpFault::ChunkOverheadTooLarge:
        return 400;
    }
    return 400;
}

const char *describe(HttpFault fault)
{
    switch (fault) {
    case HttpFault::None:
        return "The message is well formed.";
    case HttpFault::BadRequestLine:
        return "The request line is malformed.";
    case HttpFault::BadTarget:
        return "The request target is malformed.";
    case HttpFault::UnsupportedVersion:
        return "Only HTTP/1.1 and HTTP/1.0 are spoken here.";
    case HttpFault::UnsupportedMethod:
        return "CONNECT is not offered here.";
    case HttpFault::BadStatusLine:
        return "The status line is malformed.";
    case HttpFault::BareLineFeed:
        return "A line ends with a line feed alone.";
    case HttpFault::BareCarriageReturn:
        return "A carriage return stands alone.";
    case HttpFault::FoldedLine:
        return "A line begins with white space.";
    case HttpFault::BadFieldName:
        return "A field name is malformed.";
    case HttpFault::BadFieldValue:
        return "A field value has a control character.";
    case HttpFault::MissingHost:
        return "The Host field is missing.";
    case HttpFault::DuplicateHost:
        return "There is more than one Host field.";
    case HttpFault::BadHost:
        return "The Host field is malformed.";
    case HttpFault::BadContentLength:
        return "The Content-Length field is malformed.";
    case HttpFault::DuplicateContentLength:
        return "There is more than one Content-Length field.";
    case HttpFault::BadTransferEncoding:
        return "The only transfer encoding is chunked, once, in HTTP/1.1.";
    case HttpFault::LengthAndTransferEncoding:
        return "Content-Length and Transfer-Encoding exclude each other.";
    case HttpFault::TooManyConnectionOptions:
        return "The Connection field names too many fields.";
    case HttpFault::LineTooLong:
        return "The request line is too long.";
    case HttpFault::HeadTooLarge:
        return "The header fields are too large or too many.";
    case HttpFault::BadChunkSize:
        return "The size of a chunk is malformed.";
    case HttpFault::BadChunkExtension:
        return "The extension of a chunk is malformed.";
    case HttpFault::BadChunkEnd:
        return "The data of a chunk is longer than its size says.";
    case HttpFault::BadTrailer:
        return "A trailer field is malformed.";
    case HttpFault::ChunkOverheadTooLarge:
        return "Chunk extensions and trailers are too large.";
    }
    return "The message is malformed.";
}

} // namespace gatehouse
