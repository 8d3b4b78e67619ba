#!/bin/sh
# Starts the privileged helper with the Node it came with: a small heap and one malloc arena, as for the agent.
here=$(CDPATH= cd -- "$(dirname -- "$(readlink -f -- "$0")")/.." && pwd)
export MALLOC_ARENA_MAX=1 UV_THREADPOOL_SIZE=2
exec "$here/bin/node" --max-semi-space-size=1 --max-old-space-size=24 --no-opt --no-maglev --no-warnings "$here/fleet-agent-helper.mjs" "$@"
