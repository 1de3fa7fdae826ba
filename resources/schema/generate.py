#!/usr/bin/env python3
"""Writes gatehouse-v1.schema.json (usage: generate.py [--check]; --check only says whether it is up to date).

The objects are described once. The `changes` of an environment have the same objects with every field optional and
nullable; those variants are derived here, which is why the schema is not written by hand."""
import copy
import json
import pathlib
import sys

TARGET = pathlib.Path(__file__).with_name("gatehouse-v1.schema.json")

# ---- kinds of values

GROUP = "[0-9A-Fa-f]{1,4}"
BYTE = "(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])"
IP4 = rf"{BYTE}(?:\.{BYTE}){{3}}"
PORT = "(?:6553[0-5]|655[0-2][0-9]|65[0-4][0-9]{2}|6[0-4][0-9]{3}|[1-5][0-9]{4}|[1-9][0-9]{0,3}|0)"


def ip6():
    """RFC 4291, section 2.2: eight groups, or fewer around one `::`; the last two may be an IPv4 address."""
    forms = [f"(?:{GROUP}:){{7}}{GROUP}", f"(?:{GROUP}:){{6}}{IP4}"]
    for head in range(8):
        left = f"(?:{GROUP}:){{{head}}}:" if head else "::"
        room = 7 - head
        forms.append(left + (f"(?:{GROUP}(?::{GROUP}){{0,{room - 1}}})?" if room else ""))
        if room >= 2:
            forms.append(left + f"(?:{GROUP}:){{0,{room - 2}}}{IP4}")
    return "(?:" + "|".join(forms) + ")"


def upto(highest):
    """The decimal numbers from 0 to 32 or 128."""
    return {32: "(?:3[0-2]|[12]?[0-9])", 128: "(?:12[0-8]|1[01][0-9]|[1-9]?[0-9])"}[highest]


TEXT = {"type": "string"}
NONEMPTY = {"type": "string", "minLength": 1}
LINE = {"type": "string", "pattern": r"^[^\u0000-\u001f\u007f]+$"}
BOOL = {"type": "boolean"}
NAME = {"$ref": "#/$defs/name"}
DURATION = {"$ref": "#/$defs/duration"}
SIZE = {"$ref": "#/$defs/size"}
ADDRESS = {"$ref": "#/$defs/address"}
CIDR = {"$ref": "#/$defs/cidr"}
TOKEN = {"$ref": "#/$defs/token"}
HEADER_TEXT = {"$ref": "#/$defs/headerText"}
PERCENT = {"type": "number", "minimum": 0, "maximum": 100}
SHARE = {"type": "number", "minimum": 0, "maximum": 1}
STRINGS = {"type": "array", "items": TEXT}
NONEMPTY_STRINGS = {"type": "array", "items": NONEMPTY}
TOKENS = {"type": "array", "items": TOKEN}

SIMPLE = {
    "name": {"type": "string", "pattern": "^[A-Za-z0-9][A-Za-z0-9._-]{0,62}$", "description": "Identity of an object, unique in its kind."},
    "duration": {"type": "string", "pattern": r"^(?=[0-9])(?:[0-9]+h)?(?:[0-9]+m(?!s))?(?:[0-9]+s)?(?:[0-9]+ms)?$",
                 "description": "250ms, 30s, 5m, 1h or joined as in 1m30s; 0s is no limit."},
    "size": {"anyOf": [{"type": "string", "pattern": "^(?:[0-9]+(?:B|KiB|MiB|GiB)|0+)$"}, {"const": 0}],
             "description": "512B, 64KiB, 1MiB; 0 is no limit where a limit is meant."},
    "address": {"type": "string", "pattern": rf"^(?:[A-Za-z0-9._-]{{1,253}}|\[{ip6()}\]):{PORT}$", "description": "host:port or [v6]:port."},
    "cidr": {"type": "string", "pattern": rf"^(?:{IP4}/{upto(32)}|{ip6()}/{upto(128)})$", "description": "A block of addresses, as in 10.0.0.0/8."},
    "token": {"type": "string", "pattern": r"^[!#$%&'*+.^_`|~0-9A-Za-z-]+$", "description": "A name of a header or method, as HTTP allows it."},
    "headerText": {"type": "string", "pattern": r"^[^\r\n\u0000]*$", "description": "A header value: no line breaks."},
}


def integer(lowest, highest):
    return {"type": "integer", "minimum": lowest, "maximum": highest}


def words(*values):
    return {"enum": list(values)}


def ref(name):
    return {"$ref": f"#/$defs/{name}"}


def items(name):
    return {"type": "array", "items": ref(name)}


def mapping(value, keys=None):
    schema = {"type": "object", "additionalProperties": value}
    if keys:
        schema["propertyNames"] = keys
    return schema


def field(schema, description="", **more):
    """A field with its words and, as `default`, what holds where it is absent."""
    schema = dict(schema)
    if description:
        schema["description"] = description
    schema.update(more)
    return schema


def obj(fields, required=(), one=(), any=(), description=""):
    schema = {"type": "object"}
    if description:
        schema["description"] = description
    schema["properties"] = fields
    if required:
        schema["required"] = list(required)
    if one:
        schema["oneOf"] = [{"required": [name]} for name in one]
    if any:
        schema["anyOf"] = [{"required": [name]} for name in any]
    schema["patternProperties"] = {"^x-": True}
    schema["additionalProperties"] = False
    return schema


# ---- objects

WINDOW = {"anyOf": [DURATION, ref("callWindow")], "default": "60s", "description": "The last so much time, or the last so many calls."}
METHODS = {"anyOf": [words("idempotent", "any"), TOKENS], "default": "idempotent"}

OBJECTS = {
    # listeners
    "certificate": obj({"certificate": NONEMPTY, "secret": NAME}, ["certificate", "secret"]),
    "listenerTls": obj({
        "certificates": items("certificate"),
        "minimumVersion": field({"enum": ["1.2", "1.3", 1.2, 1.3]}, default="1.2"),
        "clientCa": TEXT,
    }),
    "clientAddress": obj({"header": TOKEN, "trustedProxies": {"type": "array", "items": CIDR}}, ["header"]),
    "listener": obj({
        "name": NAME,
        "address": ADDRESS,
        "tls": ref("listenerTls"),
        "clientAddress": ref("clientAddress"),
        "encodedSlashes": field(words("refuse", "keep"), default="refuse"),
    }, ["name", "address"], description="Address and port that a gateway accepts on."),
    # services
    "endpoint": obj({
        "address": ADDRESS,
        "weight": field(integer(0, 65535), default=1),
        "maxConnections": field(integer(1, 1000000), default=100),
        "state": field(words("active", "draining", "disabled"), default="active"),
        "zone": TEXT,
        "labels": mapping(TEXT),
    }, ["address"]),
    "hashOn": obj({"header": TOKEN, "cookie": NONEMPTY, "pathParameter": NONEMPTY, "consumer": {"const": True}, "address": {"const": True}},
                  one=["header", "cookie", "pathParameter", "consumer", "address"]),
    "loadBalancing": obj({
        "policy": field(words("weightedRoundRobin", "leastRequest", "random", "ringHash", "maglev"), default="weightedRoundRobin"),
        "hashOn": ref("hashOn"),
        "panicPercent": field(PERCENT, "Below this share of healthy endpoints all are used; 0 is never.", default=0),
    }),
    "healthCheck": obj({
        "path": field(NONEMPTY, default="/health"),
        "interval": field(DURATION, default="10s"),
        "timeout": field(DURATION, default="2s"),
        "healthyThreshold": field(integer(1, 1000), default=2),
        "unhealthyThreshold": field(integer(1, 1000), default=3),
        "expect": {"type": "array", "items": integer(100, 599), "minItems": 2, "maxItems": 2, "default": [200, 399],
                   "description": "The first and the last status that count as healthy."},
    }),
    "outlierDetection": obj({
        "consecutiveFailures": field(integer(1, 1000000), default=5),
        "ejectFor": field(DURATION, default="30s"),
        "maxEjectedPercent": field(PERCENT, default=50),
    }),
    "callWindow": obj({"calls": integer(1, 1000000)}, ["calls"]),
    "failureRate": obj({"percent": PERCENT, "window": WINDOW, "minimumCalls": field(integer(1, 1000000), default=20)}, ["percent"]),
    "slowCalls": obj({"longerThan": DURATION, "percent": PERCENT, "window": WINDOW, "minimumCalls": field(integer(1, 1000000), default=20)},
                     ["longerThan", "percent"]),
    "circuitBreaker": obj({
        "consecutiveFailures": field(integer(1, 1000000), "5 where no other trigger is given."),
        "failureRate": ref("failureRate"),
        "slowCalls": ref("slowCalls"),
        "openFor": field(DURATION, default="60s"),
        "trials": field(integer(1, 1000), default=1),
        "failures": {"type": "array", "items": words("connect", "reset", "timeout", "5xx"), "default": ["connect", "reset", "timeout", "5xx"]},
        "state": field(words("auto", "forcedOpen", "forcedClosed", "disabled"), default="auto"),
    }, description="On with its defaults where it is there and empty."),
    "bulkhead": obj({
        "maxConcurrent": integer(1, 1000000),
        "maxQueued": field(integer(0, 1000000), default=0),
        "maxWait": field(DURATION, default="1s"),
    }, ["maxConcurrent"]),
    "retryBudget": obj({"percent": field(PERCENT, default=20), "minimumPerSecond": {"type": "number", "minimum": 0, "maximum": 1000000, "default": 3}}),
    "retry": obj({
        "attempts": field(integer(1, 100), "Total tries, the first included.", default=3),
        "initialDelay": field(DURATION, default="1s"),
        "maxDelay": field(DURATION, default="60s"),
        "multiplier": {"type": "number", "minimum": 1, "maximum": 100, "default": 2},
        "jitter": field(words("none", "half", "full", "decorrelated"), default="half"),
        "on": {"type": "array", "items": {"anyOf": [words("connect", "reset", "timeout"), integer(100, 599)]},
               "default": ["connect", "reset", "timeout", 502, 503, 504]},
        "methods": METHODS,
        "bufferLimit": field(SIZE, default="64KiB"),
        "budget": ref("retryBudget"),
    }),
    "timeouts": obj({
        "connect": field(DURATION, default="2s"),
        "request": field(DURATION, "From the request's last byte read to the answer's last byte sent, retries included.", default="30s"),
        "perTry": DURATION,
        "idle": field(DURATION, default="60s"),
    }),
    "upstreamTls": obj({"serverName": TEXT, "ca": TEXT, "certificate": TEXT, "secret": NAME, "verify": field(BOOL, default=True)}),
    "service": obj({
        "name": NAME,
        "description": TEXT,
        "protocol": field(words("http1", "h2c"), default="http1"),
        "endpoints": items("endpoint"),
        "loadBalancing": ref("loadBalancing"),
        "healthCheck": ref("healthCheck"),
        "outlierDetection": ref("outlierDetection"),
        "circuitBreaker": ref("circuitBreaker"),
        "bulkhead": ref("bulkhead"),
        "retry": ref("retry"),
        "timeouts": ref("timeouts"),
        "tls": ref("upstreamTls"),
    }, ["name"], description="A business service with its pool of endpoints."),
    # routes
    "pathMatch": obj({"exact": NONEMPTY, "template": NONEMPTY, "regex": NONEMPTY, "prefix": NONEMPTY}, one=["exact", "template", "regex", "prefix"]),
    "headerMatch": obj({"name": TOKEN, "exact": TEXT, "prefix": TEXT, "regex": TEXT, "present": BOOL}, ["name"], one=["exact", "prefix", "regex", "present"]),
    "queryMatch": obj({"name": NONEMPTY, "exact": TEXT, "prefix": TEXT, "regex": TEXT, "present": BOOL}, ["name"], one=["exact", "prefix", "regex", "present"]),
    "match": obj({
        "hosts": field(NONEMPTY_STRINGS, "a.example.com or *.example.com; none is any."),
        "methods": field(TOKENS, "None is any; GET does not imply HEAD."),
        "path": field(ref("pathMatch"), default={"prefix": "/"}),
        "headers": items("headerMatch"),
        "query": items("queryMatch"),
    }),
    "target": obj({"service": TEXT, "weight": field(integer(0, 65535), default=1)}, ["service"]),
    "secretValue": obj({"secret": NAME}, ["secret"]),
    "respond": obj({"status": field(integer(200, 599), default=200), "headers": ref("headerValues"), "body": TEXT}),
    "redirect": obj({"status": field(integer(300, 399), default=302), "scheme": words("http", "https"), "host": HEADER_TEXT, "path": HEADER_TEXT}),
    "rewrite": {**obj({"path": NONEMPTY, "prefix": TEXT, "host": HEADER_TEXT}), "not": {"required": ["path", "prefix"]}},
    "headerEdits": obj({"set": ref("headerValues"), "add": ref("headerValues"), "remove": TOKENS}),
    "headers": obj({"request": ref("headerEdits"), "response": ref("headerEdits")}),
    "cors": obj({
        "origins": {"type": "array", "items": HEADER_TEXT},
        "methods": TOKENS,
        "headers": TOKENS,
        "credentials": field(BOOL, default=False),
        "maxAge": DURATION,
    }),
    "mirror": obj({"service": TEXT, "percent": field(PERCENT, default=100)}, ["service"]),
    "auth": obj({
        "required": field(BOOL, default=True),
        "providers": field(STRINGS, "None is all."),
        "identityHeaders": field(mapping(NONEMPTY, TOKEN), "Header to claim, or to consumer."),
    }),
    "rateLimitHeader": obj({"header": TOKEN}, ["header"]),
    "rateLimit": obj({
        "requests": integer(1, 1000000000),
        "window": field(DURATION, default="60s"),
        "per": {"anyOf": [words("consumer", "address", "route"), ref("rateLimitHeader")], "default": "consumer"},
    }, ["requests"]),
    "faultDelay": obj({"duration": DURATION, "percent": field(PERCENT, default=100)}, ["duration"]),
    "faultAbort": obj({"status": integer(200, 599), "percent": field(PERCENT, default=100)}, ["status"]),
    "fault": obj({"delay": ref("faultDelay"), "abort": ref("faultAbort")}, description="For tests; always a warning."),
    "route": obj({
        "name": NAME,
        "description": TEXT,
        "enabled": field(BOOL, default=True),
        "listeners": field(STRINGS, "None is all."),
        "maxBodySize": field(SIZE, default="16MiB"),
        "match": ref("match"),
        "to": items("target"),
        "respond": ref("respond"),
        "redirect": ref("redirect"),
        "rewrite": ref("rewrite"),
        "headers": ref("headers"),
        "cors": ref("cors"),
        "mirror": ref("mirror"),
        "auth": ref("auth"),
        "rateLimit": ref("rateLimit"),
        "allow": {"type": "array", "items": CIDR},
        "deny": {"type": "array", "items": CIDR},
        "access": field(TEXT, "Name of an access policy."),
        "trust": field(TEXT, "Name of a trust policy."),
        "timeout": DURATION,
        "retry": ref("retry"),
        "fault": ref("fault"),
    }, ["name"], one=["to", "respond", "redirect"], description="The rule that picks a service for a request."),
    # identity and policies
    "claimMatch": obj({"provider": TEXT, "claim": field(NONEMPTY, default="sub"), "value": NONEMPTY}, ["provider", "value"]),
    "apiKey": obj({"header": field(TOKEN, default="X-API-Key"), "secret": NAME}, ["secret"]),
    "consumer": obj({
        "name": NAME,
        "match": ref("claimMatch"),
        "apiKey": ref("apiKey"),
        "roles": NONEMPTY_STRINGS,
        "attributes": mapping({"type": ["string", "number", "boolean"]}),
    }, ["name"], any=["match", "apiKey"]),
    "keys": {**obj({"secret": NAME, "file": NONEMPTY, "url": NONEMPTY, "refresh": field(DURATION, default="10m")}, one=["secret", "file", "url"]),
             "dependentRequired": {"refresh": ["url"]}},
    "claims": obj({"roles": field(NONEMPTY, default="roles"), "attributes": mapping(NONEMPTY)}),
    "authProvider": obj({
        "name": NAME,
        "issuer": TEXT,
        "audiences": NONEMPTY_STRINGS,
        "algorithms": {"type": "array", "items": words("HS256", "HS384", "HS512", "RS256", "RS384", "RS512", "ES256", "ES384", "ES512",
                                                       "PS256", "PS384", "PS512", "EdDSA")},
        "keys": ref("keys"),
        "clockSkew": field(DURATION, default="30s"),
        "claims": ref("claims"),
    }, ["name", "algorithms", "keys"]),
    "timeRestriction": obj({
        "from": {"type": "string", "pattern": "^(?:(?:[01][0-9]|2[0-3]):[0-5][0-9]|24:00)$"},
        "to": {"type": "string", "pattern": "^(?:(?:[01][0-9]|2[0-3]):[0-5][0-9]|24:00)$"},
        "days": {"type": "array", "items": words("mon", "tue", "wed", "thu", "fri", "sat", "sun")},
        "zone": field(NONEMPTY, default="UTC"),
    }, ["from", "to"]),
    "conditions": obj({
        "departments": NONEMPTY_STRINGS,
        "clearanceLevel": integer(-(2**53 - 1), 2**53 - 1),
        "timeRestriction": ref("timeRestriction"),
    }),
    "accessPolicy": obj({
        "name": NAME,
        "actions": mapping(NONEMPTY, TOKEN),
        "roles": mapping(NONEMPTY_STRINGS),
        "conditions": ref("conditions"),
    }, ["name"]),
    "trustWeights": obj({"identity": field(SHARE, default=0.30), "device": field(SHARE, default=0.25), "network": field(SHARE, default=0.20),
                         "resource": field(SHARE, default=0.25)}),
    "trustIdentity": obj({"maxTokenAge": field(DURATION, default="1h"), "strongMethods": NONEMPTY_STRINGS}),
    "trustDevice": obj({"header": TOKEN, "registry": NONEMPTY}, ["header", "registry"]),
    "trustZone": obj({"cidrs": {"type": "array", "items": CIDR}, "score": SHARE}, ["cidrs", "score"]),
    "trustNetwork": obj({"zones": items("trustZone"), "otherwise": field(SHARE, default=0)}),
    "trustResource": obj({"access": TEXT}, ["access"]),
    "trustPolicy": obj({
        "name": NAME,
        "threshold": field(SHARE, default=0.7),
        "weights": ref("trustWeights"),
        "mode": field(words("enforce", "observe"), default="enforce"),
        "identity": ref("trustIdentity"),
        "device": ref("trustDevice"),
        "network": ref("trustNetwork"),
        "resource": ref("trustResource"),
    }, ["name"]),
    # the rest
    "shard": obj({"name": NAME, "weight": field(integer(0, 65535), default=1), "primary": NONEMPTY, "replicas": NONEMPTY_STRINGS, "secret": NAME},
                 ["name", "primary"]),
    "shardMap": obj({
        "name": NAME,
        "method": field(words("ring", "jump"), default="ring"),
        "virtualNodes": field(integer(1, 65536), default=160),
        "shards": items("shard"),
    }, ["name"]),
    "gateway": obj({
        "name": NAME,
        "make": words("builtin", "haproxy", "envoy", "caddy", "traefik", "nginx"),
        "address": field(NONEMPTY, "Of its admin interface, where it has one."),
        "listeners": field(mapping(ADDRESS), "Another address for a listener on this gateway."),
        "labels": mapping(TEXT),
        "secret": NAME,
        "publish": field(BOOL, "A gateway is observed only until this is switched on.", default=False),
        "options": mapping({"type": ["string", "number", "boolean"]}),
        "accept": field(NONEMPTY_STRINGS, "Approximations accepted by name."),
    }, ["name", "make"]),
    "environment": obj({
        "name": NAME,
        "gateways": STRINGS,
        "protected": field(BOOL, default=False),
        "changes": field(ref("documentChange"), "The document's shape, merged by name and field; null removes."),
    }, ["name"]),
    "document": obj({
        "gatehouse": {"const": "v1"},
        "name": LINE,
        "description": TEXT,
        "listeners": items("listener"),
        "services": items("service"),
        "routes": items("route"),
        "consumers": items("consumer"),
        "authProviders": items("authProvider"),
        "accessPolicies": items("accessPolicy"),
        "trustPolicies": items("trustPolicy"),
        "shardMaps": items("shardMap"),
        "gateways": items("gateway"),
        "environments": items("environment"),
    }, ["gatehouse", "name"]),
}

MAPS = {"headerValues": mapping({"anyOf": [HEADER_TEXT, ref("secretValue")]}, TOKEN)}

# ---- the variants for `changes`


def is_choice(alternatives):
    """`oneOf` and `anyOf` of fields that must be there, not of shapes."""
    return all(list(alternative) == ["required"] for alternative in alternatives)


def named(definition):
    return "name" in definition.get("properties", {})


class Partial:
    """Derives the variants: no field is required, each may be null, and items with names are merged."""

    def __init__(self, definitions):
        self.definitions = definitions
        self.made = {}

    def reference(self, schema):
        name = schema["$ref"].rsplit("/", 1)[1]
        if name not in self.definitions:
            return schema
        partial = name + "Change"
        if partial not in self.made:
            self.made[partial] = None
            self.made[partial] = self.derive(self.definitions[name])
        return {**schema, "$ref": f"#/$defs/{partial}"}

    def nullable(self, schema):
        derived = self.derive(schema)
        words = {key: derived.pop(key) for key in ("description", "default") if key in derived}
        return {**words, "anyOf": [derived, {"type": "null"}]}

    def derive(self, schema):
        if "$ref" in schema:
            return self.reference(schema)
        schema = copy.deepcopy(schema)
        for key in ("oneOf", "anyOf"):
            if key in schema:
                if is_choice(schema[key]):
                    del schema[key]
                else:
                    schema[key] = [self.derive(alternative) for alternative in schema[key]]
        # These are asked of the merged document.
        schema.pop("dependentRequired", None)
        schema.pop("not", None)
        if schema.get("type") == "object":
            schema.pop("required", None)
            if named(schema):
                schema["required"] = ["name"]
            if "properties" in schema:
                schema["properties"] = {key: self.nullable(value) for key, value in schema["properties"].items()}
            elif isinstance(schema.get("additionalProperties"), dict):
                schema["additionalProperties"] = self.nullable(schema["additionalProperties"])
        elif schema.get("type") == "array" and "$ref" in schema.get("items", {}):
            name = schema["items"]["$ref"].rsplit("/", 1)[1]
            if named(self.definitions.get(name, {})):
                schema["items"] = self.reference(schema["items"])
        return schema


def schema():
    definitions = {**SIMPLE, **MAPS, **OBJECTS}
    partial = Partial({**MAPS, **OBJECTS})
    partial.reference(ref("document"))
    # The document itself has a name, but `changes` is no item of a list.
    partial.made["documentChange"].pop("required", None)
    root = definitions.pop("document")
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "https://gatehouse.example.org/schema/gatehouse-v1.schema.json",
        "title": "Gatehouse document, version 1",
        **root,
        "$defs": {**definitions, **partial.made},
    }


def main():
    text = json.dumps(schema(), indent=2, ensure_ascii=False) + "\n"
    if "--check" in sys.argv[1:]:
        current = TARGET.read_text(encoding="utf-8") if TARGET.exists() else ""
        if current != text:
            print(f"{TARGET.name} is not what generate.py writes; run generate.py")
            return 1
        return 0
    TARGET.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
