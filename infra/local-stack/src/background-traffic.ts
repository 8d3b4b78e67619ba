import { runLoad, traceSeconds } from "@fleet-persona/demo-fleet";
import type { Trace } from "@fleet-persona/demo-fleet";
import type { DrivenFleet } from "./main-job.ts";
import type { Terminal } from "./terminal.ts";

type Surroundings = { readonly fleet: DrivenFleet; readonly terminal: Terminal; readonly abort: AbortSignal };

/** Open-loop load along a trace until it ends or is disposed; a simulated fleet has its own. */
export function backgroundTraffic({ fleet, terminal, abort }: Surroundings, trace: Trace): AsyncDisposable {
  if (fleet.kind === "simulator") return { [Symbol.asyncDispose]: () => Promise.resolve() };
  const own = new AbortController();
  const load = runLoad({
    url: fleet.live.frontUrl,
    trace,
    seed: 7,
    durationSeconds: Math.floor(traceSeconds(trace)),
    warmupSeconds: 0,
    abort: AbortSignal.any([abort, own.signal]),
  }).catch((error: unknown) => {
    if (!abort.aborted && !own.signal.aborted) terminal.line(`  The traffic stopped: ${String(error)}`);
  });
  return {
    async [Symbol.asyncDispose]() {
      own.abort();
      await load;
    },
  };
}
