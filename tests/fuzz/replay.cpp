#include "core/base/random.h"

#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <string>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size);

namespace {

using gatehouse::Random;

constexpr int VariationsEach = 300;

void run(const std::string &input)
{
    // An exact copy on the heap, so that a sanitizer sees a read beyond the end.
    const std::vector<std::uint8_t> bytes(input.begin(), input.end());
    LLVMFuzzerTestOneInput(bytes.data(), bytes.size());
}

/// A few bytes changed, put in, taken out or repeated, or a part of another seed in the middle.
std::string vary(std::string input, const std::string &other, Random &random)
{
    for (std::uint64_t changes = 1 + random.below(4); changes > 0; --changes) {
        const std::size_t at = random.below(input.size() + 1);
        switch (random.below(6)) {
        case 0:
            input.insert(at, 1, static_cast<char>(random.below(256)));
            break;
        case 1:
            input.erase(at, 1 + random.below(3));
            break;
        case 2:
            input.insert(at, input.substr(0, random.below(input.size() + 1)));
            break;
        case 3:
            input.insert(at, other.substr(random.below(other.size() + 1)));
            break;
        case 4:
            input.resize(at);
            break;
        case 5:
            if (at < input.size())
                input[at] = static_cast<char>(input[at] ^ (1 << random.below(8)));
            break;
        }
    }
    return input;
}

} // namespace

/// Runs a fuzz target over the files of a folder and over variations of them, the same ones each time.
int main(int argc, char **argv)
{
    if (argc != 2) {
        std::cerr << "usage: " << argv[0] << " CORPUS\n";
        return 1;
    }
    std::vector<std::filesystem::path> files;
    for (const auto &entry : std::filesystem::directory_iterator(argv[1]))
        files.push_back(entry.path());
    std::sort(files.begin(), files.end());
    std::vector<std::string> seeds;
    for (const auto &file : files) {
        std::ifstream stream(file, std::ios::binary);
        seeds.emplace_back(std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>());
    }
    if (seeds.empty()) {
        std::cerr << "there is nothing in " << argv[1] << '\n';
        return 1;
    }
    Random random(1);
    run({});
    for (const std::string &seed : seeds) {
        run(seed);
        for (int i = 0; i < VariationsEach; ++i)
            run(vary(seed, seeds[random.below(seeds.size())], random));
    }
    std::cout << seeds.size() << " seeds and " << seeds.size() * VariationsEach << " variations ran\n";
    return 0;
}
