#pragma once

#include "core/model/finding.h"
#include "core/model/pointerpath.h"
#include "core/model/tree.h"
#include "core/model/values.h"

#include <array>
#include <concepts>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// The machinery with which trees become values: a table of fields for each object, and readers for the kinds
/// of values. Used by the codec only (decode*.cpp).
namespace gatehouse {

/// Where decoding stands, and what it objected to.
class Decoder final
{
public:
    /// In a partial tree (the `changes` of an environment) a field may be null, and none has to be there.
    enum class Completeness { Whole, Partial };

    PointerPath &path() { return m_path; }
    bool isPartial() const { return m_completeness == Completeness::Partial; }
    /// Changes what is asked of the tree from here on; returns what it was.
    Completeness setCompleteness(Completeness completeness)
    {
        return std::exchange(m_completeness, completeness);
    }

    /// `expected` says what should stand here, as in "a whole number from 0 to 65535".
    void wrong(const Tree &found, std::string_view expected, std::string fix = {});
    void missing(std::string_view field, std::string_view what);
    void unknown(std::string_view field, std::span<const std::string_view> known);
    void badName(const Tree &found);

    std::size_t findingCount() const { return m_findings.size(); }
    Findings take() { return std::move(m_findings); }

private:
    void add(const char *code, std::string message, std::string fix);

    PointerPath m_path;
    Findings m_findings;
    Completeness m_completeness = Completeness::Whole;
};

/// Says for a stretch of code how complete the tree must be.
class CompletenessScope final
{
public:
    CompletenessScope(Decoder &decoder, Decoder::Completeness completeness)
        : m_decoder(decoder)
        , m_before(decoder.setCompleteness(completeness))
    {
    }
    ~CompletenessScope() { m_decoder.setCompleteness(m_before); }
    CompletenessScope(const CompletenessScope &) = delete;
    CompletenessScope &operator=(const CompletenessScope &) = delete;
    CompletenessScope(CompletenessScope &&) = delete;
    CompletenessScope &operator=(CompletenessScope &&) = delete;

private:
    Decoder &m_decoder;
    Decoder::Completeness m_before;
};

enum class Presence { Optional, Required };

/// One field of an object: its name in the document and how it is read into the value.
template <class T> struct Field
{
    std::string_view name;
    void (*read)(Decoder &, const Tree &, T &);
    Presence presence = Presence::Optional;
};

/// The table of an object's fields; the one place where they are listed. Specialised in the decode*.cpp files
/// and printed by documentFields().
template <class T> std::span<const Field<T>> fieldsOf();

bool readsAsObject(Decoder &decoder, const Tree &tree);
/// Whether a key is an extension that is kept silently.
bool isExtension(std::string_view key);

/// Reads an object by its table. `present` gets one bit a field, in the order of the table.
template <class T>
bool readFields(Decoder &decoder, const Tree &tree, T &value, std::uint64_t *present = nullptr)
{
    if (!readsAsObject(decoder, tree))
        return false;
    const std::span<const Field<T>> fields = fieldsOf<T>();
    std::uint64_t seen = 0;
    for (const auto &[key, child] : tree.get_ref<const Tree::object_t &>()) {
        std::size_t index = 0;
        while (index < fields.size() && fields[index].name != key)
            ++index;
        if (index < fields.size()) {
            seen |= std::uint64_t{1} << index;
            const PointerStep step(decoder.path(), key);
            if (!decoder.isPartial() || !child.is_null())
                fields[index].read(decoder, child, value);
        } else if (!isExtension(key)) {
            std::vector<std::string_view> known;
            for (const Field<T> &field : fields)
                known.push_back(field.name);
            decoder.unknown(key, known);
        }
    }
    for (std::size_t index = 0; index < fields.size() && !decoder.isPartial(); ++index) {
        if (fields[index].presence == Presence::Required && (seen & (std::uint64_t{1} << index)) == 0)
            decoder.missing(fields[index].name, "must be given");
    }
    if (present)
        *present = seen;
    return true;
}

/// Notes a finding unless exactly one (or, with `atLeastOne`, one or more) of the first `count` fields is
/// there.
enum class Choice { ExactlyOne, AtLeastOne };
void checkChoice(Decoder &decoder, const Tree &tree, std::span<const std::string_view> names, Choice choice);

// Readers of the kinds of values. Each leaves the value as it was where the tree is not fit, with a finding.
void readText(Decoder &decoder, const Tree &tree, std::string &value);
void readNonEmptyText(Decoder &decoder, const Tree &tree, std::string &value);
void readLine(Decoder &decoder, const Tree &tree, std::string &value); ///< not empty, no control characters
void readToken(Decoder &decoder, const Tree &tree,
               std::string &value); ///< RFC 9110 token: header names, methods
void readHeaderText(Decoder &decoder, const Tree &tree, std::string &value); ///< no CR, LF, NUL
bool readNameText(Decoder &decoder, const Tree &tree, std::string &value);
void readBool(Decoder &decoder, const Tree &tree, bool &value);
bool readInteger(Decoder &decoder, const Tree &tree, std::int64_t lowest, std::int64_t highest,
                 std::int64_t &value);
bool readNumber(Decoder &decoder, const Tree &tree, double lowest, double highest, double &value);
void readDuration(Decoder &decoder, const Tree &tree, Milliseconds &value);
void readSize(Decoder &decoder, const Tree &tree, std::uint64_t &value);
void readAddress(Decoder &decoder, const Tree &tree, Address &value);
void readCidr(Decoder &decoder, const Tree &tree, Cidr &value);
void readScalar(Decoder &decoder, const Tree &tree, Scalar &value);

template <std::int64_t Lowest, std::int64_t Highest>
void readInt(Decoder &decoder, const Tree &tree, int &value)
{
    std::int64_t number = 0;
    if (readInteger(decoder, tree, Lowest, Highest, number))
        value = static_cast<int>(number);
}

inline void readPercent(Decoder &decoder, const Tree &tree, double &value)
{
    readNumber(decoder, tree, 0, 100, value);
}

inline void readShare(Decoder &decoder, const Tree &tree, double &value)
{
    readNumber(decoder, tree, 0, 1, value);
}

/// The name of the object itself: by the grammar of names.
template <class Tag> void readName(Decoder &decoder, const Tree &tree, Name<Tag> &value)
{
    std::string text;
    if (readNameText(decoder, tree, text))
        value = Name<Tag>(std::move(text));
}

/// The name of another object; whether there is one is not a question of form.
template <class Tag> void readReference(Decoder &decoder, const Tree &tree, Name<Tag> &value)
{
    std::string text;
    readText(decoder, tree, text);
    value = Name<Tag>(std::move(text));
}

/// One word of a closed list. Specialise `wordsOf<E>()` beside the table of the object that has such a field.
template <class E> struct Word
{
    std::string_view text;
    E value;
};
template <class E> std::span<const Word<E>> wordsOf();

void wrongWord(Decoder &decoder, const Tree &tree, std::span<const std::string_view> words);

template <class E> void readWord(Decoder &decoder, const Tree &tree, E &value)
{
    std::vector<std::string_view> words;
    for (const Word<E> &candidate : wordsOf<E>()) {
        if (tree.is_string() && tree.get_ref<const std::string &>() == candidate.text) {
            value = candidate.value;
            return;
        }
        words.push_back(candidate.text);
    }
    wrongWord(decoder, tree, words);
}

/// An object with a table.
template <class T> void readObject(Decoder &decoder, const Tree &tree, T &value)
{
    readFields(decoder, tree, value);
}

template <auto Read, class T> void readOptional(Decoder &decoder, const Tree &tree, std::optional<T> &value)
{
    T inner{};
    const std::size_t before = decoder.findingCount();
    Read(decoder, tree, inner);
    // What is ill-typed stays absent, unless it is a block or list: that is on, and the rest of it counts.
    if (decoder.findingCount() == before || tree.is_structured())
        value = std::move(inner);
}

bool readsAsArray(Decoder &decoder, const Tree &tree);

/// A list; items without a name are complete in a partial tree too, because they are replaced as a whole.
template <auto Read, class T> void readList(Decoder &decoder, const Tree &tree, std::vector<T> &value)
{
    if (!readsAsArray(decoder, tree))
        return;
    constexpr bool Named = requires(T item)
    {
        item.name;
    };
    const CompletenessScope scope(decoder,
                                  decoder.isPartial() && Named ? Decoder::Completeness::Partial
                                                               : Decoder::Completeness::Whole);
    value.clear();
    value.reserve(tree.size());
    for (std::size_t index = 0; index < tree.size(); ++index) {
        const PointerStep step(decoder.path(), index);
        if (decoder.isPartial() && tree[index].is_object() && !tree[index].contains("name"))
            decoder.missing("name", "must be given");
        Read(decoder, tree[index], value.emplace_back());
    }
}

/// A map from keys that are not fields (headers, labels) to values.
template <auto Read, class T>
void readMap(Decoder &decoder, const Tree &tree, std::map<std::string, T> &value)
{
    if (!readsAsObject(decoder, tree))
        return;
    for (const auto &[key, child] : tree.get_ref<const Tree::object_t &>()) {
        const PointerStep step(decoder.path(), key);
        if (!decoder.isPartial() || !child.is_null())
            Read(decoder, child, value[key]);
    }
}

template <class T> struct MemberOf;
template <class Owner, class Value> struct MemberOf<Value Owner::*>
{
    using OwnerType = Owner;
};

/// The reader of a field, made from the member that it goes to and the reader of its kind.
template <auto Member, auto Read>
void readMember(Decoder &decoder, const Tree &tree, typename MemberOf<decltype(Member)>::OwnerType &owner)
{
    Read(decoder, tree, owner.*Member);
}

/// One line of a table: `field<&Listener::address, readAddress>("address", Presence::Required)`.
template <auto Member, auto Read>
constexpr auto field(std::string_view name, Presence presence = Presence::Optional)
{
    return Field<typename MemberOf<decltype(Member)>::OwnerType>{name, readMember<Member, Read>, presence};
}

} // namespace gatehouse
