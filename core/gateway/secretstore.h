#pragma once

#include "core/base/name.h"
#include "core/base/result.h"

#include <filesystem>
#include <string>
#include <string_view>

namespace gatehouse {

/// The gateway's secrets: one file each below --secrets-dir, named after the secret, mode 0600 or refused.
/// Values go in and are used; nothing that answers a client reads them back. Safe from any thread, as files
/// are replaced whole.
class SecretStore final
{
public:
    /// A secret larger than this many bytes is refused.
    static constexpr std::size_t MaxSize = 64 * 1024;

    /// An empty path: there is no folder, and every secret is missing.
    explicit SecretStore(std::filesystem::path folder);

    bool hasFolder() const { return !m_folder.empty(); }
    /// The value without one line end at its end, as editors and `echo` leave one. Errors: NotFound, Refused
    /// (mode), Unreadable, InvalidInput (name).
    [[nodiscard]] Result<std::string> read(const SecretName &name) const;
    /// Durable when it returns; makes the folder where it is not there. Errors: InvalidInput (name, size),
    /// Refused (no folder), Unwritable.
    [[nodiscard]] Result<void> write(const SecretName &name, std::string_view value) const;
    /// Fine where it is not there. Errors: InvalidInput (name), Unwritable.
    [[nodiscard]] Result<void> remove(const SecretName &name) const;

private:
    std::filesystem::path m_folder;
};

/// Whether it may name an object of the document: `[A-Za-z0-9][A-Za-z0-9._-]{0,62}`.
[[nodiscard]] bool isObjectName(std::string_view name);

} // namespace gatehouse
