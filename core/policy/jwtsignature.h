#pragma once

#include "core/policy/jwtkeys.h"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace gatehouse {

/// Checks signatures with contexts that were set up once for each key and algorithm. One object a thread. It
/// holds on to the keys that it has seen, at most 64.
class JwtSignatureChecker
{
public:
    JwtSignatureChecker();
    ~JwtSignatureChecker();
    JwtSignatureChecker(JwtSignatureChecker &&) noexcept;
    JwtSignatureChecker &operator=(JwtSignatureChecker &&) noexcept;

    /// Whether `signature` (decoded) is that of `input` (`header.payload`). The key fits the algorithm. HMACs
    /// are compared in constant time.
    [[nodiscard]] bool verify(const std::shared_ptr<const JwtKey> &key, JwtAlgorithm algorithm,
                              std::string_view input, std::string_view signature);

private:
    struct Use;

    Use *useOf(const std::shared_ptr<const JwtKey> &key, JwtAlgorithm algorithm);

    std::vector<Use> m_uses;
};

} // namespace gatehouse
