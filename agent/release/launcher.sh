#!/bin/sh
# Starts the agent with the Node it came with. The flags keep its memory small; it allocates little and steadily.
here=$(CDPATH= cd -- "$(dirname -- "$(readlink -f -- "$0")")/.." && pwd)
exec "$here/bin/node" --max-semi-space-size=1 --max-old-space-size=64 --no-warnings "$here/fleet-agent.mjs" "$@"
