#include "app/demo/options.h"

#include "core/base/argumentreader.h"
#include "core/base/durablefile.h"
#include "core/base/units.h"

#include <fmt/format.h>

#include <charconv>
#include <limits>
#include <optional>

namespace gatehouse::demo {

namespace {

constexpr std::uint16_t DefaultBase = 9'000;
constexpr int ControlOffset = 900;
constexpr std::size_t LargestSecret = 64 * 1024;

/// What was said, before defaults are filled in.
struct Given
{
    std::uint16_t base = DefaultBase;
    FleetPorts ports;
    std::optional<std::uint16_t> control;
    std::string secretFile;
};

template <class Number>
Result<Number> numberOf(const std::string &option, std::string_view text, Number least, Number most)
{
    Number number = 0;
    const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (code != std::errc{} || end != text.data() + text.size() || number < least || number > most)
        return failure(ErrorKind::InvalidInput,
                       fmt::format("{}: '{}' is no number from {} to {}", option, text, least, most));
    return number;
}

constexpr std::uint16_t LastPort = std::numeric_limits<std::uint16_t>::max();

/// SERVICE=PORT,PORT…
Result<void> readPorts(FleetPorts &ports, const std::string &text)
{
    const std::size_t equals = text.find('=');
    if (equals == std::string::npos)
        return failure(ErrorKind::InvalidInput, fmt::format("--ports: '{}' is not SERVICE=PORT,PORT…", text));
    std::vector<std::uint16_t> list;
    for (std::string_view rest = std::string_view{text}.substr(equals + 1);;) {
        const std::size_t comma = rest.find(',');
        const Result<std::uint16_t> port =
            numberOf<std::uint16_t>("--ports", rest.substr(0, comma), 0, LastPort);
        if (!port)
            return tl::unexpected(port.error());
        list.push_back(*port);
        if (comma == std::string_view::npos)
            break;
        rest.remove_prefix(comma + 1);
    }
    ports[text.substr(0, equals)] = std::move(list);
    return {};
}

template <class Value, class Target> Result<void> keep(Result<Value> value, Target &target)
{
    if (!value)
        return tl::unexpected(value.error());
    target = std::move(*value);
    return {};
}

Result<void> readServiceOption(const std::string &name, const std::string &value, Given &given)
{
    if (name == "--ports")
        return readPorts(given.ports, value);
    // The highest port of the sample and the control port must exist.
    if (name == "--base-port")
        return keep(
            numberOf<std::uint16_t>(name, value, 0, static_cast<std::uint16_t>(LastPort - ControlOffset)),
            given.base);
    return keep(numberOf<std::uint16_t>(name, value, 0, LastPort), given.control);
}

Result<void> readLoadOption(const std::string &name, const std::string &value, Options &options, Given &given)
{
    if (name == "--load") {
        const Result<Address> address = targetAddress(value);
        if (!address)
            return tl::unexpected(address.error());
        options.load.targets.push_back(value);
        return {};
    }
    if (name == "--rate")
        return keep(numberOf<double>(name, value, 0, LoadSettings::FastestRate), options.load.ratePerSecond);
    if (name == "--duration") {
        const Result<std::chrono::milliseconds> duration = parseDuration(value);
        if (!duration || *duration < std::chrono::seconds{1})
            return failure(ErrorKind::InvalidInput,
                           fmt::format("--duration: '{}' is not at least 1s", value));
        options.load.duration = std::chrono::floor<std::chrono::seconds>(*duration);
        return {};
    }
    std::string &target = name == "--secret-file" ? given.secretFile
        : name == "--issuer"                      ? options.identity.issuer
                                                  : options.identity.audience;
    target = value;
    return {};
}

Result<void> readOne(ArgumentReader &reader, Options &options, Given &given)
{
    const std::string name = reader.name();
    if (name == "--help" || name == "-h") {
        options.help = true;
        return {};
    }
    if (name == "--version") {
        options.version = true;
        return {};
    }
    if (name == "--no-services") {
        options.services = false;
        return {};
    }
    const bool ofServices = name == "--ports" || name == "--base-port" || name == "--control-port";
    const bool ofLoad = name == "--load" || name == "--rate" || name == "--duration"
        || name == "--secret-file" || name == "--issuer" || name == "--audience";
    if (!ofServices && !ofLoad)
        return failure(ErrorKind::InvalidInput, fmt::format("there is no option '{}'", name), {},
                       "gatehouse-demo --help lists them");
    const Result<std::string> value = reader.value();
    if (!value)
        return tl::unexpected(value.error());
    return ofServices ? readServiceOption(name, *value, given) : readLoadOption(name, *value, options, given);
}

Result<void> fillIn(Options &options, Given &given)
{
    constexpr double DefaultRate = 40;
    if (options.services)
        options.ports = samplePorts(given.base);
    for (auto &[service, ports] : given.ports)
        options.ports[service] = std::move(ports);
    const auto control = given.base == 0 ? 0 : given.base + ControlOffset;
    options.control = {"127.0.0.1", given.control.value_or(static_cast<std::uint16_t>(control))};
    if (!options.load.targets.empty() && options.load.ratePerSecond == 0)
        options.load.ratePerSecond = DefaultRate;
    if (given.secretFile.empty()) {
        if (!options.load.targets.empty())
            return failure(ErrorKind::InvalidInput,
                           "--load needs --secret-file: without it no request has a token");
        return {};
    }
    Result<std::string> secret = readPrivateFile(given.secretFile, LargestSecret);
    if (!secret)
        return tl::unexpected(secret.error());
    while (secret->ends_with('\n') || secret->ends_with('\r'))
        secret->pop_back();
    options.identity.secret = std::move(*secret);
    return {};
}

} // namespace

Result<Options> readOptions(std::vector<std::string> arguments)
{
    Options options;
    Given given;
    ArgumentReader reader(std::move(arguments));
    while (reader.next()) {
        if (const Result<void> read = readOne(reader, options, given); !read)
            return tl::unexpected(read.error());
        if (reader.hasUnusedValue())
            return failure(ErrorKind::InvalidInput, fmt::format("{} takes no value", reader.name()));
        if (options.help || options.version)
            return options;
    }
    if (const Result<void> filled = fillIn(options, given); !filled)
        return tl::unexpected(filled.error());
    return options;
}

std::string helpText()
{
    return R"(Usage: gatehouse-demo [OPTION]...
Runs the services of the demo on loopback, with faults to switch on, and a load generator.

Services:
  --base-port PORT       first of the range of ports (9000: customer-service 9101 and 9102,
                         order-service 9201 to 9203, order-service-next 9211,
                         notification-service 9301, control 9900); 0 takes free ones
  --ports SERVICE=PORT,… ports of one service; 0 takes a free one
  --control-port PORT    port of the control interface; 0 takes a free one
  --no-services          the load generator alone

Load:
  --load URL             a gateway to send requests to (http://127.0.0.1:8080); may be repeated
  --rate N               requests a second over all gateways (40)
  --duration TIME        how long (1h); then the load ends by itself
  --secret-file FILE     the secret that tokens are signed with; mode 0600
  --issuer TEXT, --audience TEXT   of the tokens

  --help, --version

One line is printed for each open port: "listening SERVICE ADDRESS", at last "control ADDRESS".
When a load ends, "load " and its counts as JSON follow. The control interface answers
GET /services, GET, PUT and DELETE /faults[/SERVICE[/ADDRESS]], GET and PUT /load.
)";
}

} // namespace gatehouse::demo
