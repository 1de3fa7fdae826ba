#pragma once

#include "core/model/yamlemitter.h"

#include <string>
#include <string_view>

namespace gatehouse {

/// Whether a text can stand without quotes and still be this text, for YAML 1.2 and for readers of YAML 1.1
/// (where `yes` is a bool and `12:30` a number).
[[nodiscard]] bool isPlainSafe(std::string_view text, YamlContext context);
/// In double quotes, on one line.
[[nodiscard]] std::string yamlDoubleQuoted(std::string_view text);
/// Whether a text reads better as lines (`|`), and survives that.
[[nodiscard]] bool isLiteralSafe(std::string_view text);

} // namespace gatehouse
