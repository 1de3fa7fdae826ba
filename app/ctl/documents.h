#pragma once

#include "app/ctl/arguments.h"
#include "core/base/result.h"
#include "core/model/document.h"

#include <string>

namespace gatehouse::ctl {

/// A file as it was read; the document is in `outcome`, where it has the form of one.
struct DocumentFile
{
    std::string path;
    TextFormat format = TextFormat::Yaml;
    std::string text;
    ReadOutcome outcome;
};

/// Reads a file, or standard input for `-`. Errors: Unreadable.
[[nodiscard]] Result<DocumentFile> readDocumentFile(const std::string &path);

/// The document of a file as it is in the environment (--env), or as it stands. Errors: InvalidInput where
/// the file is no document, with the first finding; NotFound where there is no such environment.
[[nodiscard]] Result<Document> documentIn(DocumentFile file, const Arguments &arguments);

/// Everything that reading and examining a file finds, in the environment if one is given, by line. Errors:
/// NotFound where there is no such environment.
[[nodiscard]] Result<Findings> findingsOf(DocumentFile file, const Arguments &arguments);

} // namespace gatehouse::ctl
