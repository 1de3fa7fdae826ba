#include "core/drivers/haproxy/fidelityledger.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace gatehouse::haproxy {

namespace {

constexpr std::array<std::string_view, 7> Kinds{
    "listeners", "services", "routes", "consumers", "authProviders", "accessPolicies", "trustPolicies"};

std::vector<std::string_view> split(std::string_view text, char separator)
{
    std::vector<std::string_view> parts;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find(separator), text.size());
        if (end > 0)
            parts.push_back(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return parts;
}

bool isPosition(std::string_view segment)
{
    return std::all_of(segment.begin(), segment.end(), [](char c) { return c >= '0' && c <= '9'; });
}

/// Whether the field at `path` is the one that `wanted` names, or lies below it.
bool covers(const std::vector<std::string_view> &wanted, const std::vector<std::string_view> &path)
{
    std::size_t at = 0;
    for (const std::string_view segment : wanted) {
        while (at < path.size() && path[at] != segment && isPosition(path[at]))
            ++at;
        if (at == path.size() || path[at] != segment)
            return false;
        ++at;
    }
    return !wanted.empty();
}

std::string escapePointer(std::string_view key)
{
    std::string escaped;
    for (const char c : key) {
        if (c == '~')
            escaped += "~0";
        else if (c == '/')
            escaped += "~1";
        else
            escaped += c;
    }
    return escaped;
}

/// Whether the value has named or listed parts that are fields of their own.
bool hasFields(const Tree &value)
{
    if (value.is_object())
        return !value.empty();
    return value.is_array()
        && std::any_of(value.begin(), value.end(), [](const Tree &item) { return item.is_object(); });
}

/// Walks the fields of one object in the document's order.
class Collector
{
public:
    Collector(const ObjectLedger *ledger, std::string kind, std::string name, Fidelity &fidelity)
        : m_ledger(ledger)
        , m_kind(std::move(kind))
        , m_name(std::move(name))
        , m_fidelity(fidelity)
    {
    }

    void collectObject(const Tree &object)
    {
        for (const auto &item : object.items()) {
            if (item.key() != "name" && item.key() != "description" && !item.key().starts_with("x-"))
                collect('/' + escapePointer(item.key()), item.value(), false);
        }
    }

private:
    void collect(const std::string &pointer, const Tree &value, bool covered)
    {
        const FieldFidelity *entry = m_ledger ? m_ledger->find(pointer) : nullptr;
        if (entry)
            add(*entry);
        const bool spokenFor = covered || entry;
        if (hasFields(value)) {
            std::size_t position = 0;
            for (const auto &item : value.items()) {
                const std::string key =
                    value.is_array() ? std::to_string(position++) : escapePointer(item.key());
                if (!key.starts_with("x-"))
                    collect(pointer + '/' + key, item.value(), spokenFor);
            }
        } else if (!spokenFor) {
            FieldFidelity unknown;
            unknown.pointer = pointer;
            unknown.verdict = Verdict::Unsupported;
            unknown.how = "HAProxy is not told about this field.";
            add(std::move(unknown));
        }
    }

    void add(FieldFidelity entry)
    {
        entry.kind = m_kind;
        entry.name = m_name;
        m_fidelity.push_back(std::move(entry));
    }

    const ObjectLedger *m_ledger;
    std::string m_kind;
    std::string m_name;
    Fidelity &m_fidelity;
};

} // namespace

void ObjectLedger::exact(std::string_view pointer, std::string native, std::string how)
{
    FieldFidelity entry;
    entry.pointer = pointer;
    entry.native = std::move(native);
    entry.how = std::move(how);
    add(std::move(entry));
}

void ObjectLedger::approximate(std::string_view pointer, std::string native, std::string how,
                               std::vector<FidelityDelta> deltas, std::string gate)
{
    FieldFidelity entry;
    entry.pointer = pointer;
    entry.verdict = Verdict::Approximate;
    entry.native = std::move(native);
    entry.how = std::move(how);
    entry.deltas = std::move(deltas);
    entry.gate = std::move(gate);
    add(std::move(entry));
}

void ObjectLedger::unsupported(std::string_view pointer, std::string how, std::string gate)
{
    FieldFidelity entry;
    entry.pointer = pointer;
    entry.verdict = Verdict::Unsupported;
    entry.how = std::move(how);
    entry.gate = std::move(gate);
    add(std::move(entry));
}

const FieldFidelity *ObjectLedger::find(std::string_view pointer) const
{
    const auto found = m_entries.find(pointer);
    return found == m_entries.end() ? nullptr : &found->second;
}

void ObjectLedger::add(FieldFidelity entry)
{
    const auto [found, isNew] = m_entries.try_emplace(entry.pointer, entry);
    if (isNew)
        return;
    FieldFidelity &known = found->second;
    const auto join = [](std::string &text, const std::string &more, std::string_view between) {
        if (!more.empty() && text.find(more) == std::string::npos)
            text += (text.empty() ? std::string() : std::string(between)) + more;
    };
    known.verdict = std::max(known.verdict, entry.verdict);
    join(known.native, entry.native, "; ");
    join(known.how, entry.how, " ");
    join(known.gate, entry.gate, ", ");
    for (FidelityDelta &delta : entry.deltas) {
        if (std::find(known.deltas.begin(), known.deltas.end(), delta) == known.deltas.end())
            known.deltas.push_back(std::move(delta));
    }
}

ObjectLedger &FidelityLedger::object(std::string_view kind, std::string_view name)
{
    return m_objects[Key(kind, name)];
}

Fidelity FidelityLedger::collect(const Tree &tree, const std::vector<std::string> &accept) const
{
    Fidelity fidelity;
    if (!tree.is_object())
        return fidelity;
    for (const auto &member : tree.items()) {
        const bool asked = std::find(Kinds.begin(), Kinds.end(), member.key()) != Kinds.end();
        if (!asked || !member.value().is_array())
            continue;
        for (const Tree &object : member.value()) {
            if (!object.is_object())
                continue;
            const auto name = object.find("name");
            Key key(member.key(),
                    name != object.end() && name->is_string() ? name->get<std::string>() : std::string());
            const auto found = m_objects.find(key);
            Collector(found == m_objects.end() ? nullptr : &found->second, key.first, key.second, fidelity)
                .collectObject(object);
        }
    }
    for (FieldFidelity &entry : fidelity) {
        entry.accepted = entry.verdict != Verdict::Exact
            && std::any_of(accept.begin(), accept.end(), [&entry](const std::string &name) {
                             return accepts(name, entry.kind, entry.name, entry.pointer);
                         });
    }
    return fidelity;
}

bool accepts(std::string_view entry, std::string_view kind, std::string_view name, std::string_view pointer)
{
    if (isProtection(kind, pointer))
        return false;
    const bool slashes = entry.find('/') != std::string_view::npos;
    std::vector<std::string_view> wanted = split(entry, slashes ? '/' : '.');
    if (slashes && wanted.size() > 2 && std::find(Kinds.begin(), Kinds.end(), wanted[0]) != Kinds.end()) {
        if (wanted[0] != kind || wanted[1] != name)
            return false;
        wanted.erase(wanted.begin(), wanted.begin() + 2);
    }
    return covers(wanted, split(pointer, '/'));
}

bool isProtection(std::string_view kind, std::string_view pointer)
{
    if (kind == "accessPolicies" || kind == "trustPolicies")
        return true;
    if (kind != "routes")
        return false;
    const std::vector<std::string_view> path = split(pointer, '/');
    constexpr std::array<std::string_view, 5> Protections{"auth", "access", "trust", "allow", "deny"};
    return !path.empty()
        && std::find(Protections.begin(), Protections.end(), path.front()) != Protections.end();
}

} // namespace gatehouse::haproxy
