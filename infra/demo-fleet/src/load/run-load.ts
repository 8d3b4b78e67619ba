import { endProcess, preferProcess, startModule } from "../child-process.ts";
import { FleetError } from "../fleet-error.ts";
import { traceSeconds, type Trace } from "../trace/trace.ts";
import type { LoadMessage, LoadOrder, LoadReport } from "./load-report.ts";
import type { SecondBucket } from "./seconds.ts";

export type LoadOptions = {
  readonly url: string;
  readonly trace: Trace;
  readonly seed: number;
  /** Default: as long as the trace. */
  readonly durationSeconds?: number;
  readonly warmupSeconds?: number;
  readonly abort?: AbortSignal;
  /** At the first request: what is measured beside the load begins here. */
  readonly onStart?: () => void;
  /** Each second as soon as all its requests have ended, those of the warm-up included. */
  readonly onSecond?: (bucket: SecondBucket) => void;
};

/** Runs the open-loop generator in a process of its own. Rejects with `aborted` or `load-failed`; the process is gone either way. */
export async function runLoad(options: LoadOptions): Promise<LoadReport> {
  const { url, trace, seed, durationSeconds = traceSeconds(trace), warmupSeconds = 0, abort } = options;
  if (abort?.aborted) throw new FleetError("aborted", "The load was stopped.");
  const order: LoadOrder = { url, trace, seed, durationSeconds, warmupSeconds };
  const child = startModule("./load/main.ts", []);
  preferProcess(child);
  try {
    return await new Promise<LoadReport>((resolve, reject) => {
      abort?.addEventListener("abort", () => reject(new FleetError("aborted", "The load was stopped.")), {
        once: true,
      });
      child.on("exit", () => reject(new FleetError("load-failed", "The load generator ended before its report.")));
      child.on("message", (message) => {
        const said = message as LoadMessage;
        switch (said.kind) {
          case "listening":
            child.send(order);
            return;
          case "started":
            options.onStart?.();
            return;
          case "second":
            options.onSecond?.(said.bucket);
            return;
          case "report":
            resolve(said.report);
            return;
          default:
            said satisfies never;
        }
      });
    });
  } finally {
    await endProcess(child);
  }
}
