#!/bin/sh
# Starts the agent with the Node it came with. Small heap, one malloc arena that gives back what it frees, and only the interpreter: it decides
# once a second, and compilers' code and work space alone would cost 13 MB (agent/README.md has the measurements).
here=$(CDPATH= cd -- "$(dirname -- "$(readlink -f -- "$0")")/.." && pwd)
export MALLOC_ARENA_MAX=1 MALLOC_TRIM_THRESHOLD_=131072 UV_THREADPOOL_SIZE=2
exec "$here/bin/node" --max-semi-space-size=1 --max-old-space-size=48 --initial-old-space-size=14 \
  --no-sparkplug --no-opt --no-maglev --expose-gc --no-warnings "$here/fleet-agent.mjs" "$@"
