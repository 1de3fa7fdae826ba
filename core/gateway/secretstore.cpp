#include "core/gateway/secretstore.h"

#include "core/base/durablefile.h"

#include <fmt/format.h>

#include <algorithm>
#include <system_error>

namespace gatehouse {

namespace {

bool isAlphanumeric(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

auto badName()
{
    return failure(ErrorKind::InvalidInput, "this cannot be the name of a secret", {},
                   "use letters, digits, '.', '_' and '-', at most 63 of them, a letter or digit first");
}

} // namespace

bool isObjectName(std::string_view name)
{
    return !name.empty() && name.size() <= 63 && isAlphanumeric(name.front())
        && std::all_of(name.begin(), name.end(),
                       [](char c) { return isAlphanumeric(c) || c == '.' || c == '_' || c == '-'; });
}

SecretStore::SecretStore(std::filesystem::path folder)
    : m_folder(std::move(folder))
{
}

Result<std::string> SecretStore::read(const SecretName &name) const
{
    // The rule for names keeps every path below the folder: no '/', no leading '.'.
    if (!isObjectName(name.view()))
        return badName();
    if (!hasFolder())
        return failure(ErrorKind::NotFound, fmt::format("there is no secret '{}'", name.str()), {},
                       "start the gateway with --secrets-dir");
    Result<std::string> value = readPrivateFile(m_folder / name.str(), MaxSize);
    if (!value)
        return value;
    if (value->ends_with('\n'))
        value->pop_back();
    if (value->ends_with('\r'))
        value->pop_back();
    return value;
}

Result<void> SecretStore::write(const SecretName &name, std::string_view value) const
{
    if (!isObjectName(name.view()))
        return badName();
    if (!hasFolder())
        return failure(ErrorKind::Refused, "the gateway has no folder for secrets", {},
                       "start the gateway with --secrets-dir");
    if (value.empty() || value.size() > MaxSize)
        return failure(ErrorKind::InvalidInput, fmt::format("a secret has 1 to {} bytes", MaxSize));
    std::error_code ignored; // what is wrong with the folder shows when the file is written
    if (std::filesystem::create_directories(m_folder, ignored))
        std::filesystem::permissions(m_folder, std::filesystem::perms::owner_all, ignored);
    return writeDurably(m_folder / name.str(), value, FileAccess::Private);
}

Result<void> SecretStore::remove(const SecretName &name) const
{
    if (!isObjectName(name.view()))
        return badName();
    std::error_code code;
    std::filesystem::remove(m_folder / name.str(), code);
    if (code)
        return failure(ErrorKind::Unwritable,
                       fmt::format("cannot remove the secret '{}': {}", name.str(), code.message()));
    return {};
}

} // namespace gatehouse
