import type { Signals } from "@fleet-persona/engine";
import type { Configuration } from "@fleet-persona/persona";
import { messageOf } from "../agent-error.ts";
import { exclusive, type Timed } from "../apply/deadline.ts";
import type { Target, TargetDescription } from "../targets/target.ts";

/** One look at the target, all of it from now; or why there is none. Nothing old is ever handed on as new. */
export type Collected =
  | { kind: "collected"; signals: Signals; config: Configuration; description: TargetDescription }
  | { kind: "lost"; message: string };

/**
 * Looks at a target without ever overlapping itself. After a loss the description is asked again before anything
 * else, because what came back may not be what went away.
 */
export function collector(target: Target, limitMs: number): (now: number) => Promise<Collected> {
  let description: TargetDescription | undefined;
  const look = exclusive(limitMs, async (now: number) => {
    const described = description ?? (await target.describe());
    const signals = await target.observe(now);
    const config = await target.read();
    return { signals, config, description: described };
  });
  return async (now) => {
    const seen = await look(now);
    if (seen.kind === "done") {
      description = seen.value.description;
      return { kind: "collected", ...seen.value };
    }
    description = undefined;
    return { kind: "lost", message: lossMessage(seen) };
  };
}

function lossMessage(timed: Exclude<Timed<unknown>, { kind: "done" }>): string {
  return timed.kind === "late" ? "the target does not answer in time" : messageOf(timed.error);
}
