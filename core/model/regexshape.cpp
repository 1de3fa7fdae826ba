#include "core/model/regexshape.h"

#include <re2/re2.h>

#include <algorithm>
#include <bitset>
#include <charconv>

namespace gatehouse {

namespace {

using Characters = std::bitset<128>;

/// A stretch of a pattern that takes up some text.
struct Piece
{
    enum class Form {
        Literal,
        AnyCharacter,
        Other,
        Anything,
        Something,
        NothingOrSegments
    } form = Form::Other;
    char literal = 0; ///< for Literal
    Characters characters; ///< all that may be in the text it takes
    std::size_t least = 0; ///< the least characters it takes
    std::string sample; ///< one text that it takes
};
using Pieces = std::vector<Piece>;

Piece literalPiece(char c)
{
    Piece piece{Piece::Form::Literal, c, {}, 1, std::string(1, c)};
    piece.characters.set(static_cast<unsigned char>(c));
    return piece;
}

/// A character that reads well in an example and is no slash.
char pick(const Characters &characters)
{
    for (const char *c = "1a0AzZ9_-~."; *c != '\0'; ++c) {
        if (characters.test(static_cast<unsigned char>(*c)))
            return *c;
    }
    for (std::size_t c = 0x21; c < 0x7F; ++c) {
        if (c != '/' && characters.test(c))
            return static_cast<char>(c);
    }
    return '/';
}

Piece classPiece(const Characters &characters)
{
    return {Piece::Form::Other, 0, characters, 1, std::string(1, pick(characters))};
}

Characters allButNewline()
{
    Characters all;
    all.set();
    all.reset('\n');
    return all;
}

void setRange(Characters &characters, char from, char to)
{
    for (int c = from; c <= to; ++c)
        characters.set(static_cast<std::size_t>(c));
}

/// `\d`, `\w`, `\s` and their opposites.
std::optional<Characters> perlClass(char c)
{
    Characters set;
    switch (c) {
    case 'd':
    case 'D':
        setRange(set, '0', '9');
        break;
    case 'w':
    case 'W':
        setRange(set, '0', '9');
        setRange(set, 'a', 'z');
        setRange(set, 'A', 'Z');
        set.set('_');
        break;
    case 's':
    case 'S':
        for (const char space : {'\t', '\n', '\f', '\r', ' '})
            set.set(static_cast<std::size_t>(space));
        break;
    default:
        return {};
    }
    return c < 'a' ? ~set : set;
}

/// Puts one after another what an unquantified group holds, or folds alternatives into one piece.
Piece folded(const Pieces &pieces)
{
    Piece whole;
    for (const Piece &piece : pieces) {
        whole.characters |= piece.characters;
        whole.least += piece.least;
        whole.sample += piece.sample;
    }
    return whole;
}

class PatternReader final
{
public:
    explicit PatternReader(std::string_view pattern)
        : m_rest(pattern)
    {
    }

    /// None where the pattern has something that this reader does not know.
    std::optional<Pieces> read()
    {
        std::optional<Pieces> pieces = readAlternatives(0);
        return pieces && m_rest.empty() ? pieces : std::nullopt;
    }

private:
    static constexpr int Deepest = 50;

    std::optional<Pieces> readAlternatives(int depth);
    std::optional<Pieces> readSequence(int depth);
    std::optional<Pieces> readAtom(int depth);
    std::optional<Pieces> readGroup(int depth);
    std::optional<Piece> readClass();
    std::optional<Piece> readEscape();
    std::optional<Characters> readClassEscape(char &single);
    bool readRepeat(std::size_t &least, bool &unbounded, bool &repeats);
    bool take(std::string_view text)
    {
        if (!m_rest.starts_with(text))
            return false;
        m_rest.remove_prefix(text.size());
        return true;
    }

    std::string_view m_rest;
};

std::optional<Pieces> PatternReader::readAlternatives(int depth)
{
    std::optional<Pieces> first = readSequence(depth);
    if (!first || !m_rest.starts_with('|'))
        return first;
    Piece any = folded(*first);
    while (take("|")) {
        const std::optional<Pieces> next = readSequence(depth);
        if (!next)
            return {};
        const Piece other = folded(*next);
        any.characters |= other.characters;
        any.least = std::min(any.least, other.least);
    }
    return Pieces{any};
}

/// What a repetition makes of what it repeats.
Piece repeated(const Pieces &pieces, std::size_t least, bool unbounded)
{
    Piece whole = folded(pieces);
    const std::string once = whole.sample;
    whole.sample.clear();
    for (std::size_t i = 0; i < least; ++i)
        whole.sample += once;
    whole.least *= least;
    const bool isDot = pieces.size() == 1 && pieces.front().form == Piece::Form::AnyCharacter;
    if (isDot && unbounded && least <= 1)
        whole.form = least == 0 ? Piece::Form::Anything : Piece::Form::Something;
    const bool isTail = pieces.size() == 2 && pieces[0].form == Piece::Form::Literal
        && pieces[0].literal == '/' && pieces[1].form == Piece::Form::Anything;
    if (isTail && !unbounded && least == 0)
        whole.form = Piece::Form::NothingOrSegments;
    return whole;
}

std::optional<Pieces> PatternReader::readSequence(int depth)
{
    Pieces sequence;
    while (!m_rest.empty() && m_rest.front() != '|' && m_rest.front() != ')') {
        const std::optional<Pieces> atom = readAtom(depth);
        if (!atom)
            return {};
        std::size_t least = 1;
        bool unbounded = false;
        bool repeats = false;
        if (!readRepeat(least, unbounded, repeats))
            return {};
        if (repeats)
            sequence.push_back(repeated(*atom, least, unbounded));
        else
            sequence.insert(sequence.end(), atom->begin(), atom->end());
    }
    return sequence;
}

/// Reads `*`, `+`, `?`, `{n,m}`, lazy or not. False where it is not understood.
bool PatternReader::readRepeat(std::size_t &least, bool &unbounded, bool &repeats)
{
    repeats = true;
    if (take("*")) {
        least = 0;
        unbounded = true;
    } else if (take("+")) {
        unbounded = true;
    } else if (take("?")) {
        least = 0;
    } else if (m_rest.starts_with('{')) {
        const std::size_t end = m_rest.find('}');
        const std::string_view inside = m_rest.substr(1, end == std::string_view::npos ? 0 : end - 1);
        const auto [stop, code] = std::from_chars(inside.data(), inside.data() + inside.size(), least);
        const std::string_view tail = inside.substr(static_cast<std::size_t>(stop - inside.data()));
        if (code != std::errc{} || least > 1'000 || (!tail.empty() && tail.front() != ','))
            return false;
        unbounded = tail == ",";
        m_rest.remove_prefix(end + 1);
    } else {
        repeats = false;
        return true;
    }
    take("?");
    // A repetition of a repetition is not what it seems to be.
    return m_rest.empty() || std::string_view("*+?{").find(m_rest.front()) == std::string_view::npos;
}

std::optional<Pieces> PatternReader::readAtom(int depth)
{
    const char c = m_rest.front();
    if (c == '(')
        return depth < Deepest ? readGroup(depth + 1) : std::nullopt;
    if (c == '[' || c == '\\') {
        const std::optional<Piece> piece = c == '[' ? readClass() : readEscape();
        return piece ? std::optional(Pieces{*piece}) : std::nullopt;
    }
    m_rest.remove_prefix(1);
    if (c == '.') {
        Piece any = classPiece(allButNewline());
        any.form = Piece::Form::AnyCharacter;
        return Pieces{any};
    }
    // Anchors, stray quantifiers and what is not ASCII.
    if (std::string_view("^$*+?{").find(c) != std::string_view::npos || static_cast<unsigned char>(c) >= 0x80)
        return {};
    return Pieces{literalPiece(c)};
}

std::optional<Pieces> PatternReader::readGroup(int depth)
{
    take("(");
    if (take("?P<") || take("?<")) {
        const std::size_t end = m_rest.find('>');
        if (end == std::string_view::npos)
            return {};
        m_rest.remove_prefix(end + 1);
    } else if (m_rest.starts_with('?') && !take("?:")) {
        return {};
    }
    std::optional<Pieces> inside = readAlternatives(depth);
    return inside && take(")") ? inside : std::nullopt;
}

/// The set behind a backslash, or the one character that it stands for.
std::optional<Characters> PatternReader::readClassEscape(char &single)
{
    m_rest.remove_prefix(1);
    if (m_rest.empty())
        return {};
    single = m_rest.front();
    m_rest.remove_prefix(1);
    if (const auto set = perlClass(single)) {
        single = 0;
        return set;
    }
    const bool isPunctuation = single > 0x20 && single < 0x7F && !(single >= '0' && single <= '9')
        && !(single >= 'a' && single <= 'z') && !(single >= 'A' && single <= 'Z');
    if (!isPunctuation)
        return {};
    Characters set;
    set.set(static_cast<std::size_t>(single));
    return set;
}

std::optional<Piece> PatternReader::readEscape()
{
    char single = 0;
    const std::optional<Characters> set = readClassEscape(single);
    if (!set)
        return {};
    return single != 0 ? literalPiece(single) : classPiece(*set);
}

std::optional<Piece> PatternReader::readClass()
{
    take("[");
    const bool negated = take("^");
    Characters set;
    bool isFirst = true;
    while (!m_rest.empty() && (isFirst || m_rest.front() != ']')) {
        isFirst = false;
        if (m_rest.starts_with("[:"))
            return {};
        char low = m_rest.front();
        if (low == '\\') {
            const std::optional<Characters> escaped = readClassEscape(low);
            if (!escaped)
                return {};
            set |= *escaped;
            if (low == 0)
                continue;
        } else {
            m_rest.remove_prefix(1);
        }
        char high = low;
        if (m_rest.size() > 1 && m_rest.front() == '-' && m_rest[1] != ']') {
            m_rest.remove_prefix(1);
            high = m_rest.front();
            if (high == '\\')
                return {};
            m_rest.remove_prefix(1);
        }
        if (static_cast<unsigned char>(low) >= 0x80 || static_cast<unsigned char>(high) >= 0x80)
            return {};
        setRange(set, low, high);
    }
    if (!take("]"))
        return {};
    // Outside ASCII a negated class takes everything, but that is never a slash.
    return classPiece(negated ? ~set : set);
}

std::optional<std::vector<SegmentShape>> segmentsOf(const Pieces &pieces)
{
    std::vector<SegmentShape> segments;
    std::size_t least = 0;
    const auto isSlash = [](const Piece &piece) {
        return piece.form == Piece::Form::Literal && piece.literal == '/';
    };
    const auto isComplete = [&] {
        return segments.empty() || segments.back().isLiteral || least > 0;
    };
    if (pieces.empty() || !isSlash(pieces.front()))
        return {};
    for (const Piece &piece : pieces) {
        if (isSlash(piece)) {
            if (!isComplete())
                return {};
            segments.push_back({true, {}});
            least = 0;
            continue;
        }
        if (piece.characters.test('/'))
            return {};
        least += piece.least;
        SegmentShape &segment = segments.back();
        segment.isLiteral = segment.isLiteral && piece.form == Piece::Form::Literal;
        segment.text = segment.isLiteral ? segment.text + piece.literal : std::string();
    }
    return isComplete() ? std::optional(segments) : std::nullopt;
}

RegexShape::Tail tailOf(const Pieces &pieces, std::size_t lead)
{
    if (pieces.size() != lead + 1)
        return RegexShape::Tail::Other;
    switch (pieces.back().form) {
    case Piece::Form::Literal:
    case Piece::Form::AnyCharacter:
    case Piece::Form::Other:
        break;
    case Piece::Form::Anything:
        return RegexShape::Tail::Anything;
    case Piece::Form::Something:
        return RegexShape::Tail::Something;
    case Piece::Form::NothingOrSegments:
        return RegexShape::Tail::NothingOrSegments;
    }
    return RegexShape::Tail::Other;
}

std::optional<Pieces> readPattern(std::string_view pattern)
{
    // The anchors that people write although a route's regex has them anyway.
    if (pattern.find('|') == std::string_view::npos) {
        pattern.remove_prefix(pattern.starts_with('^') ? 1 : 0);
        pattern.remove_suffix(pattern.ends_with('$') && !pattern.ends_with("\\$") ? 1 : 0);
    }
    return PatternReader(pattern).read();
}

} // namespace

RegexShape regexShape(std::string_view pattern)
{
    RegexShape shape;
    const std::optional<Pieces> pieces = readPattern(pattern);
    if (!pieces)
        return shape;
    std::size_t lead = 0;
    while (lead < pieces->size() && (*pieces)[lead].form == Piece::Form::Literal)
        shape.lead += (*pieces)[lead++].literal;
    shape.tail = tailOf(*pieces, lead);
    shape.segments = segmentsOf(*pieces);
    return shape;
}

std::optional<std::string> regexSample(const std::string &pattern)
{
    const std::optional<Pieces> pieces = readPattern(pattern);
    if (!pieces)
        return {};
    re2::RE2::Options options;
    options.set_log_errors(false);
    const re2::RE2 regex(pattern, options);
    const std::string sample = folded(*pieces).sample;
    return regex.ok() && re2::RE2::FullMatch(sample, regex) ? std::optional(sample) : std::nullopt;
}

} // namespace gatehouse
