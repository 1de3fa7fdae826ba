#include "core/model/sourceproblems.h"

#include "core/model/sourcetext.h"

namespace gatehouse {

void SourceProblems::add(const char *code, std::size_t offset, std::string pointer, std::string message,
                         std::string fix)
{
    if (m_findings.size() >= MaximumFindings)
        return;
    const LineIndex::Place place = m_lines.place(offset);
    Finding finding;
    finding.code = code;
    finding.pointer = std::move(pointer);
    finding.message = std::move(message);
    if (!fix.empty())
        finding.fix = std::move(fix);
    finding.line = place.line;
    finding.column = place.column;
    m_findings.push_back(std::move(finding));
}

void SourceProblems::addAt(LineIndex::Place place, const char *code, std::string message)
{
    Finding finding;
    finding.code = code;
    finding.message = std::move(message);
    finding.line = place.line;
    finding.column = place.column;
    m_findings.push_back(std::move(finding));
}

} // namespace gatehouse
