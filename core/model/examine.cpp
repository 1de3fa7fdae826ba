#include "core/model/examine.h"

#include "core/model/address.h"
#include "core/model/examination.h"
#include "core/model/findingtable.h"
#include "core/model/pointertext.h"

#include <fmt/format.h>

#include <array>

namespace gatehouse {

Examination::Examination(const Document &examined)
    : listeners(examined.model.listeners)
    , services(examined.model.services)
    , providers(examined.model.authProviders)
    , accessPolicies(examined.model.accessPolicies)
    , trustPolicies(examined.model.trustPolicies)
    , gateways(examined.model.gateways)
    , m_document(examined)
{
}

void Examination::add(const char *code, const std::string &pointer, std::string message, std::string fix)
{
    Finding finding;
    finding.code = code;
    if (const FindingEntry *entry = findFindingEntry(code))
        finding.severity = entry->severity;
    finding.pointer = existingPart(m_document.tree, pointer);
    finding.message = std::move(message);
    if (!fix.empty())
        finding.fix = std::move(fix);
    m_findings.push_back(std::move(finding));
}

bool Examination::isWritten(const std::string &pointer) const
{
    return existingPart(m_document.tree, pointer).size() == pointer.size();
}

void examineNames(Examination &examination, const char *code, const char *key, const char *noun,
                  const std::vector<std::string_view> &names)
{
    std::unordered_map<std::string_view, std::size_t> first;
    for (std::size_t i = 0; i < names.size(); ++i) {
        if (!first.emplace(names[i], i).second)
            examination.add(code, pointerTo(key, i, "name"),
                            fmt::format("Another {} is called {} too", noun, names[i]),
                            "Give one of them another name");
    }
}

void examineHostBits(Examination &examination, const std::string &pointer, const Cidr &block)
{
    const auto written = parseIp(std::string_view(block.text).substr(0, block.text.find('/')));
    if (!written || *written == block.bytes)
        return;
    examination.add(
        code::HostBits, pointer,
        fmt::format("{} covers all addresses with its first {} bits", block.text, block.prefixLength),
        fmt::format("Write the block's first address, or the whole length for one address"));
}

std::string spoken(Milliseconds duration)
{
    struct Unit
    {
        const char *word;
        std::int64_t factor;
    };
    static constexpr std::array<Unit, 4> Units{{{"h", 3'600'000}, {"min", 60'000}, {"s", 1'000}, {"ms", 1}}};
    std::string text;
    std::int64_t rest = duration.count();
    for (const Unit &unit : Units) {
        if (rest >= unit.factor) {
            text += fmt::format("{}{} {}", text.empty() ? "" : " ", rest / unit.factor, unit.word);
            rest %= unit.factor;
        }
    }
    return text.empty() ? "0 s" : text;
}

Findings examine(const Document &document)
{
    Examination examination(document);
    examineListeners(examination);
    examineServices(examination);
    examineResilience(examination);
    examineMatches(examination);
    examineRoutes(examination);
    examineShadows(examination);
    examineRoutePolicies(examination);
    examineIdentities(examination);
    examinePolicies(examination);
    examineShards(examination);
    examineGateways(examination);
    examineSecrets(examination);
    return withMarks(examination.take(), document.marks);
}

Findings withMarks(Findings findings, const Marks &marks)
{
    for (Finding &finding : findings) {
        if (finding.line || marks.empty())
            continue;
        std::string_view pointer = finding.pointer;
        auto mark = marks.find(pointer);
        while (mark == marks.end() && !pointer.empty()) {
            pointer = pointer.substr(0, pointer.rfind('/'));
            mark = marks.find(pointer);
        }
        if (mark != marks.end()) {
            finding.line = mark->second.line;
            finding.column = mark->second.column;
        }
    }
    return findings;
}

} // namespace gatehouse
