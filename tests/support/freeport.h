#pragma once

#include <cstdint>
#include <vector>

namespace gatehouse::test {

/// A loopback TCP port that was free a moment ago. Ports handed out by one process differ.
std::uint16_t freePort();
std::vector<std::uint16_t> freePorts(int count);

} // namespace gatehouse::test
