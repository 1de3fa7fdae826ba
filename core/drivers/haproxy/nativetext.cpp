#include "core/drivers/haproxy/nativetext.h"

#include "core/drivers/haproxy/quoting.h"

#include <fmt/format.h>

#include <QtCore/QByteArrayView>
#include <QtCore/QCryptographicHash>
#include <QtCore/QRegularExpression>
#include <QtCore/QString>

#include <algorithm>

namespace gatehouse::haproxy {

namespace {

constexpr std::string_view MarkPrefix = "# gatehouse/v1 ";
constexpr std::string_view SecretComment = "    # secret ";
constexpr std::string_view SecretPrefix = "    set-var proc.gh_secret_";

/// Cuts the first line off, without its line end.
std::string_view takeLine(std::string_view &text)
{
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    return line;
}

std::string field(std::string_view line, std::string_view key)
{
    const std::size_t at = line.find(fmt::format(" {}=", key));
    if (at == std::string_view::npos)
        return {};
    const std::string_view value = line.substr(at + key.size() + 2);
    return std::string(value.substr(0, value.find(' ')));
}

/// Where the value of a secret's line begins; npos for any other line.
std::size_t secretValueAt(std::string_view line)
{
    return line.starts_with(SecretPrefix) ? line.find(' ', SecretPrefix.size()) : std::string_view::npos;
}

/// A secret as the word that stands in the file. The digest is made over this word, so that a file can be
/// checked without reading the word back.
Result<std::string> secretWord(const SecretName &name, const SecretLookup &lookup)
{
    auto value = lookup ? lookup(name)
                        : Result<std::string>(failure(
                            ErrorKind::NotFound, fmt::format("The secret '{}' is not known.", name.str())));
    if (!value)
        return value;
    if (!canStand(*value))
        return failure(ErrorKind::InvalidInput,
                       fmt::format("The secret '{}' holds a NUL, which HAProxy cannot take.", name.str()));
    return quoteWord(fmt::format("str({})", quoteArgument(*value)));
}

class SecretDigest
{
public:
    void add(std::string_view name, std::string_view secret)
    {
        m_text += fmt::format("{} {}\n", name, digest(secret));
    }
    std::string value() const { return m_text.empty() ? std::string() : digest(m_text); }

private:
    std::string m_text;
};

/// Calls `change(name, line)` for each secret's line and puts what it returns in its place.
template <class Change> std::string rewriteSecrets(std::string_view text, Change change)
{
    std::string result;
    result.reserve(text.size());
    std::string_view name;
    while (!text.empty()) {
        const bool ended = text.find('\n') != std::string_view::npos;
        const std::string_view line = takeLine(text);
        if (line.starts_with(SecretComment))
            name = line.substr(SecretComment.size());
        const std::size_t value = secretValueAt(line);
        if (value == std::string_view::npos)
            result += line;
        else
            result.append(line.substr(0, value + 1)).append(change(name, line.substr(value + 1)));
        if (ended)
            result += '\n';
    }
    return result;
}

std::string maskOurs(std::string_view text)
{
    return rewriteSecrets(text, [](std::string_view, std::string_view) { return std::string(SecretMask); });
}

} // namespace

std::string secretVariable(std::size_t index)
{
    return fmt::format("proc.gh_secret_{}", index);
}

std::string secretLines(std::size_t index, const SecretName &name)
{
    return fmt::format("{}{}\n{}{} {}\n", SecretComment, name.str(), SecretPrefix, index, SecretMask);
}

std::string withMark(std::string_view body, std::string_view documentName, std::string_view hash,
                     std::string_view secretsDigest)
{
    std::string shown;
    for (const char c : documentName) // a comment ends with its line
        shown += static_cast<unsigned char>(c) < 0x20 ? ' ' : c;
    return fmt::format(
        "# Written by Gatehouse from the document {}. The next push overwrites changes made here.\n"
        "{}hash={} secrets={} content={}\n{}",
        shown, MarkPrefix, hash, secretsDigest.empty() ? "none" : secretsDigest, digest(body), body);
}

std::optional<Mark> readMark(std::string_view text)
{
    takeLine(text);
    const std::string_view line = takeLine(text);
    if (!line.starts_with(MarkPrefix))
        return std::nullopt;
    Mark mark{field(line, "hash"), field(line, "secrets"), field(line, "content")};
    if (mark.hash.size() != 64 || mark.secrets.empty() || mark.content.size() != 64)
        return std::nullopt;
    if (mark.secrets == "none")
        mark.secrets.clear();
    return mark;
}

bool isUntouched(std::string_view text)
{
    const auto mark = readMark(text);
    if (!mark)
        return false;
    takeLine(text);
    takeLine(text);
    SecretDigest secrets;
    const std::string masked = rewriteSecrets(text, [&secrets](std::string_view name, std::string_view word) {
        secrets.add(name, word);
        return std::string(SecretMask);
    });
    return digest(masked) == mark->content && secrets.value() == mark->secrets;
}

std::vector<SecretName> secretsOf(std::string_view text)
{
    std::vector<SecretName> names;
    rewriteSecrets(text, [&names](std::string_view name, std::string_view word) {
        names.emplace_back(std::string(name));
        return std::string(word);
    });
    return names;
}

Result<std::string> digestSecrets(const std::vector<SecretName> &names, const SecretLookup &lookup)
{
    SecretDigest secrets;
    for (const SecretName &name : names) {
        const auto word = secretWord(name, lookup);
        if (!word)
            return word;
        secrets.add(name.str(), *word);
    }
    return secrets.value();
}

Result<std::string> revealSecrets(std::string_view masked, const SecretLookup &lookup)
{
    std::optional<Error> error;
    std::string text = rewriteSecrets(masked, [&](std::string_view name, std::string_view mask) {
        auto word = secretWord(SecretName(std::string(name)), lookup);
        if (!word) {
            error = word.error();
            return std::string(mask);
        }
        return std::move(*word);
    });
    if (error)
        return tl::unexpected(std::move(*error));
    return text;
}

std::string maskSecrets(std::string_view text)
{
    static const QRegularExpression foreign(
        QStringLiteral(
            R"(^(\s*(?:user\s+\S+\s+(?:insecure-)?password|stats\s+auth\s+[^:\s]+:|http-(?:request|response)\s+(?:set|add)-header\s+(?:proxy-)?authorization)\s*)(\S.*)$)"),
        QRegularExpression::MultilineOption | QRegularExpression::CaseInsensitiveOption);
    QString masked = QString::fromStdString(maskOurs(text));
    masked.replace(
        foreign, QStringLiteral("\\1") + QString::fromUtf8(SecretMask.data(), qsizetype(SecretMask.size())));
    return masked.toStdString();
}

std::string digest(std::string_view bytes)
{
    return QCryptographicHash::hash(QByteArrayView(bytes.data(), qsizetype(bytes.size())),
                                    QCryptographicHash::Sha256)
        .toHex()
        .toStdString();
}

} // namespace gatehouse::haproxy
