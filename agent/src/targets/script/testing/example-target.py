#!/usr/bin/env python3
"""A target for fleet-agent: steers a service whose configuration is a JSON file, named by the first argument."""
import json, os, sys

EXIT = {"unreachable": 10, "refused": 11, "not-steerable": 12}
path = sys.argv[1]


def fail(code, why):
    print(why, file=sys.stderr)
    sys.exit(EXIT[code])


def read():
    try:
        with open(path) as file:
            return json.load(file)
    except (OSError, ValueError) as error:
        fail("unreachable", f"{path}: {error}")


def write(attribute, value):
    config = read()
    before = config[attribute]
    config[attribute] = value
    try:
        with open(path + ".new", "w") as file:
            json.dump(config, file)
        os.replace(path + ".new", path)
    except OSError as error:
        fail("refused", f"{path}: {error}")
    return {"attribute": attribute, "value": before}


request = json.load(sys.stdin)
verb = request["verb"]
if verb == "describe":
    read()
    reply = {
        "name": "example",
        "version": "1",
        "attributes": [
            {"name": "workers", "kind": "range", "min": 1, "max": 16, "whole": True},
            {"name": "cache", "kind": "choices", "allowed": ["off", "short", "long"]},
        ],
    }
elif verb == "observe":
    reply = {"signals": {"queue_depth": read()["workers"] * 2}}
elif verb == "read":
    reply = {"config": read()}
elif verb == "plan":
    config = read()
    changed = [(name, value) for name, value in request["to"].items() if config.get(name) != value]
    reply = {"steps": [{"attribute": n, "to": v, "summary": f"{n}: {config[n]} to {v}"} for n, v in changed]}
elif verb == "apply":
    reply = {"undo": write(request["attribute"], request["to"])}
elif verb == "undo":
    write(request["undo"]["attribute"], request["undo"]["value"])
    reply = {}
else:
    fail("refused", f"there is no verb {verb}")
print(json.dumps(reply))
