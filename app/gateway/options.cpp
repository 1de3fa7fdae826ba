#include "app/gateway/options.h"

#include "core/base/argumentreader.h"
#include "core/gateway/secretstore.h"
#include "core/model/address.h"

#include <fmt/format.h>

#include <array>
#include <charconv>

namespace gatehouse {

namespace {

constexpr unsigned MostThreads = 256;

auto wrong(std::string message)
{
    return failure(ErrorKind::InvalidInput, std::move(message), {},
                   "gatehouse-gateway --help lists the options");
}

Result<void> readListen(GatewayOptions &options, const std::string &text)
{
    const std::size_t equals = text.find('=');
    const std::string name = equals == std::string::npos ? std::string{} : text.substr(0, equals);
    if (equals != std::string::npos && !isObjectName(name))
        return wrong(fmt::format("--listen: '{}' cannot be the name of a listener", name));
    const Result<Address> address =
        parseAddress(equals == std::string::npos ? text : text.substr(equals + 1));
    if (!address)
        return wrong(fmt::format("--listen {}: {}", text, address.error().message));
    if (!options.listen.emplace(ListenerName{name}, *address).second)
        return wrong(name.empty() ? "--listen: the first listener has two addresses"
                                  : fmt::format("--listen: '{}' has two addresses", name));
    return {};
}

Result<void> readAdmin(GatewayOptions &options, const std::string &text)
{
    const Result<Address> address = parseAddress(text);
    if (!address)
        return wrong(fmt::format("--admin {}: {}", text, address.error().message));
    options.admin = *address;
    return {};
}

Result<void> readName(GatewayOptions &options, const std::string &text)
{
    if (!isObjectName(text))
        return wrong(fmt::format("--name: '{}' cannot be the name of a gateway", text));
    options.name = text;
    return {};
}

Result<void> readThreads(GatewayOptions &options, const std::string &text)
{
    const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), options.threads);
    if (code != std::errc{} || end != text.data() + text.size() || options.threads < 1
        || options.threads > MostThreads)
        return wrong(fmt::format("--threads: '{}' is no number from 1 to {}", text, MostThreads));
    return {};
}

template <std::filesystem::path GatewayOptions::*member>
Result<void> readPath(GatewayOptions &options, const std::string &text)
{
    if (text.empty())
        return wrong("an empty path names nothing");
    options.*member = text;
    return {};
}

struct ValueOption
{
    std::string_view name;
    Result<void> (*read)(GatewayOptions &options, const std::string &value);
};

constexpr std::array ValueOptions{
    ValueOption{"--config", readPath<&GatewayOptions::config>},
    ValueOption{"--name", readName},
    ValueOption{"--listen", readListen},
    ValueOption{"--admin", readAdmin},
    ValueOption{"--token-file", readPath<&GatewayOptions::tokenFile>},
    ValueOption{"--secrets-dir", readPath<&GatewayOptions::secretsDir>},
    ValueOption{"--files-dir", readPath<&GatewayOptions::filesDir>},
    ValueOption{"--state-dir", readPath<&GatewayOptions::stateDir>},
    ValueOption{"--threads", readThreads},
};

Result<void> readOption(ArgumentReader &reader, GatewayOptions &options)
{
    for (const ValueOption &option : ValueOptions) {
        if (reader.name() != option.name)
            continue;
        const Result<std::string> value = reader.value();
        if (!value)
            return tl::unexpected(value.error());
        return option.read(options, *value);
    }
    if (reader.name() == "--admin-tls")
        return failure(ErrorKind::Unsupported,
                       "--admin-tls: this version opens its admin API on loopback only");
    if (reader.name() == "--help" || reader.name() == "-h")
        options.help = true;
    else if (reader.name() == "--version")
        options.version = true;
    else if (reader.name() == "--reset")
        options.reset = true;
    else
        return wrong(fmt::format("there is no option '{}'", reader.name()));
    if (reader.hasUnusedValue())
        return wrong(fmt::format("{} takes no value", reader.name()));
    return {};
}

/// What does not go together.
Result<void> check(const GatewayOptions &options)
{
    if (options.admin && options.tokenFile.empty())
        return wrong("--admin needs --token-file: the admin API is never open without a token");
    if (options.reset && options.config.empty())
        return wrong("--reset needs --config: there is nothing to begin anew with");
    if (options.config.empty() && options.stateDir.empty() && !options.admin)
        return wrong("there is nothing to serve: give --config, --state-dir or --admin");
    return {};
}

} // namespace

Result<GatewayOptions> readGatewayOptions(std::vector<std::string> arguments)
{
    GatewayOptions options;
    ArgumentReader reader(std::move(arguments));
    bool listens = false;
    while (reader.next()) {
        // `--listen a=… b=…` names several.
        const bool isFurther = listens && !reader.isOption();
        const Result<void> read =
            isFurther ? readListen(options, reader.word()) : readOption(reader, options);
        if (!read)
            return tl::unexpected(read.error());
        if (options.help || options.version)
            return options;
        listens = isFurther || reader.name() == "--listen";
    }
    if (const Result<void> fits = check(options); !fits)
        return tl::unexpected(fits.error());
    return options;
}

std::string gatewayHelp()
{
    return R"(Usage: gatehouse-gateway [OPTION]...
An HTTP gateway: accepts requests, routes them and forwards them to services, as a gatehouse/v1 document says.

  --config FILE           the document (YAML, or JSON where the name ends in .json); fills an empty
                          --state-dir, afterwards the revision pushed last is served
  --reset                 serve --config all the same; overrides end
  --name NAME             name of this gateway (gateway)
  --listen [NAME=]ADDRESS another address for a listener; without NAME for the first one; port 0 takes
                          a free one; may be repeated
  --admin ADDRESS         opens the admin API there, on loopback
  --token-file FILE       its bearer token, in a file of mode 0600
  --secrets-dir DIR       secrets, one file of mode 0600 each
  --files-dir DIR         files that the document names
  --state-dir DIR         revisions and overrides are kept here
  --threads N             event loops (one a core)
  --help, --version

Prints "listening NAME ADDRESS" for each listener, then "admin ADDRESS". SIGTERM lets requests under way
finish, a second one does not; SIGHUP reads token, secrets and files again.
)";
}

} // namespace gatehouse
