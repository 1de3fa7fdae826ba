#pragma once

#include "core/model/document.h"
#include "core/model/finding.h"
#include "core/model/findingcode.h"

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

/// What the parts of examine() share. Used by examine*.cpp only.
namespace gatehouse {

/// Where each name of one kind stands first.
class NameIndex final
{
public:
    template <class Object> explicit NameIndex(const std::vector<Object> &objects)
    {
        m_places.reserve(objects.size());
        for (std::size_t i = 0; i < objects.size(); ++i)
            m_places.emplace(objects[i].name.view(), i);
    }

    bool contains(std::string_view name) const { return m_places.contains(name); }
    /// Its place; only for a name that is there.
    std::size_t at(std::string_view name) const { return m_places.at(name); }

private:
    std::unordered_map<std::string_view, std::size_t> m_places;
};

/// One examination: the document, look-ups by name, and the findings so far.
class Examination final
{
public:
    explicit Examination(const Document &examined);

    const Model &model() const { return m_document.model; }
    const Tree &tree() const { return m_document.tree; }

    /// Notes a finding of the code's own severity. A pointer to what is not there is cut to what is.
    void add(const char *code, const std::string &pointer, std::string message, std::string fix = {});
    /// Whether the field is written in the document, not filled in.
    bool isWritten(const std::string &pointer) const;
    Findings take() { return std::move(m_findings); }

    const NameIndex listeners;
    const NameIndex services;
    const NameIndex providers;
    const NameIndex accessPolicies;
    const NameIndex trustPolicies;
    const NameIndex gateways;

private:
    const Document &m_document;
    Findings m_findings;
};

/// "30 s", "1 min 30 s", "250 ms": as it is said in a sentence.
[[nodiscard]] std::string spoken(Milliseconds duration);

void examineListeners(Examination &examination);
void examineServices(Examination &examination);
void examineResilience(Examination &examination);
void examineMatches(Examination &examination);
void examineRoutes(Examination &examination);
void examineShadows(Examination &examination);
void examineRoutePolicies(Examination &examination);
void examineIdentities(Examination &examination);
void examinePolicies(Examination &examination);
void examineShards(Examination &examination);
void examineSecrets(Examination &examination);
void examineGateways(Examination &examination);

/// Objects of one kind that share a name, a finding at each but the first. `key` is the root's, `noun` the
/// word for one.
void examineNames(Examination &examination, const char *code, const char *key, const char *noun,
                  const std::vector<std::string_view> &names);

template <class Object> std::vector<std::string_view> namesOf(const std::vector<Object> &objects)
{
    std::vector<std::string_view> names;
    names.reserve(objects.size());
    for (const Object &object : objects)
        names.push_back(object.name.view());
    return names;
}

/// A block of addresses whose text has bits set beyond its length: it covers more than it seems to.
void examineHostBits(Examination &examination, const std::string &pointer, const Cidr &block);

} // namespace gatehouse
