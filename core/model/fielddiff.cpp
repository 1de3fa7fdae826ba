#include "core/model/fielddiff.h"

#include "core/model/pointertext.h"

#include <unordered_map>

namespace gatehouse {

namespace {

/// Finds the keys of an object; large objects get an index, because Tree's own look-up is a scan.
class Keys final
{
public:
    explicit Keys(const Tree &object)
        : m_object(object)
    {
        if (object.size() <= ScanLimit)
            return;
        for (const auto &[key, value] : object.items())
            m_index.emplace(key, &value);
    }

    const Tree *find(const std::string &key) const
    {
        if (m_object.size() > ScanLimit) {
            const auto found = m_index.find(key);
            return found == m_index.end() ? nullptr : found->second;
        }
        const auto found = m_object.find(key);
        return found == m_object.end() ? nullptr : &*found;
    }

private:
    static constexpr std::size_t ScanLimit = 32;
    const Tree &m_object;
    std::unordered_map<std::string, const Tree *> m_index;
};

/// The key by which the items of a list are matched, or nullptr for position.
const char *itemKey(std::string_view kind, std::string_view pointer)
{
    if (kind == "services" && pointer == "/endpoints")
        return "address";
    if (kind == "routes" && pointer == "/to")
        return "service";
    return nullptr;
}

const std::string *identity(const Tree &item, const char *key)
{
    if (!item.is_object())
        return nullptr;
    const auto found = item.find(key);
    return found == item.end() ? nullptr : found->get_ptr<const std::string *>();
}

class FieldDiff final
{
public:
    explicit FieldDiff(std::string_view kind)
        : m_kind(kind)
    {
    }

    void compare(const Tree *before, const Tree *after);
    std::vector<FieldChange> take() { return std::move(m_changes); }

private:
    template <class Step> void descend(const Step &step, const Tree *before, const Tree *after)
    {
        const std::size_t size = m_pointer.size();
        appendStep(m_pointer, step);
        compare(before, after);
        m_pointer.resize(size);
    }
    void compareObjects(const Tree &before, const Tree &after);
    void compareByPosition(const Tree &before, const Tree &after);
    void compareByKey(const Tree &before, const Tree &after, const char *key);

    std::string_view m_kind;
    std::string m_pointer;
    std::vector<FieldChange> m_changes;
};

void FieldDiff::compare(const Tree *before, const Tree *after)
{
    if (before != nullptr && after != nullptr) {
        if (*before == *after)
            return;
        if (before->is_object() && after->is_object())
            return compareObjects(*before, *after);
        if (before->is_array() && after->is_array()) {
            if (const char *key = itemKey(m_kind, m_pointer))
                return compareByKey(*before, *after, key);
            return compareByPosition(*before, *after);
        }
    }
    FieldChange change;
    change.pointer = m_pointer;
    if (before != nullptr)
        change.old = *before;
    if (after != nullptr)
        change.now = *after;
    m_changes.push_back(std::move(change));
}

void FieldDiff::compareObjects(const Tree &before, const Tree &after)
{
    const Keys old(before);
    const Keys now(after);
    for (const auto &[key, value] : before.items())
        descend(std::string_view(key), &value, now.find(key));
    for (const auto &[key, value] : after.items()) {
        if (old.find(key) == nullptr)
            descend(std::string_view(key), nullptr, &value);
    }
}

void FieldDiff::compareByPosition(const Tree &before, const Tree &after)
{
    for (std::size_t i = 0; i < std::max(before.size(), after.size()); ++i)
        descend(i, i < before.size() ? &before[i] : nullptr, i < after.size() ? &after[i] : nullptr);
}

void FieldDiff::compareByKey(const Tree &before, const Tree &after, const char *key)
{
    std::unordered_map<std::string_view, std::vector<std::size_t>> places;
    for (std::size_t i = before.size(); i-- > 0;) {
        if (const std::string *name = identity(before[i], key))
            places[*name].push_back(i);
    }
    std::vector<bool> matched(before.size(), false);
    for (std::size_t i = 0; i < after.size(); ++i) {
        const std::string *name = identity(after[i], key);
        const auto found = name == nullptr ? places.end() : places.find(*name);
        if (found == places.end() || found->second.empty()) {
            descend(i, nullptr, &after[i]);
            continue;
        }
        const std::size_t place = found->second.back();
        found->second.pop_back();
        matched[place] = true;
        descend(i, &before[place], &after[i]);
    }
    for (std::size_t i = 0; i < before.size(); ++i) {
        if (!matched[i])
            descend(i, &before[i], nullptr);
    }
}

} // namespace

std::vector<FieldChange> diffFields(std::string_view kind, const Tree *before, const Tree *after)
{
    FieldDiff diff(kind);
    diff.compare(before, after);
    return diff.take();
}

} // namespace gatehouse
