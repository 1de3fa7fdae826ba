#pragma once

#include "core/model/finding.h"
#include "core/model/lineindex.h"

#include <string>
#include <string_view>

namespace gatehouse {

/// Collects what a reader objects to, with line and column; no more than MaximumFindings of them.
class SourceProblems final
{
public:
    explicit SourceProblems(std::string_view text)
        : m_lines(text)
    {
    }

    void add(const char *code, std::size_t offset, std::string pointer, std::string message,
             std::string fix = {});
    void addAt(LineIndex::Place place, const char *code, std::string message);
    bool isEmpty() const { return m_findings.empty(); }
    Findings take() { return std::move(m_findings); }

private:
    LineIndex m_lines;
    Findings m_findings;
};

} // namespace gatehouse
