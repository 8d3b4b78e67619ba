import { setTimeout as sleep } from "node:timers/promises";
import { plainText } from "../../command-line/plain-text.ts";
import type { Credentials } from "../../fleet/credentials.ts";
import { FleetError } from "../../fleet/fleet-error.ts";
import { askHub, understood } from "../../fleet/hub-client.ts";
import { PersonaCliError, STOPPED_EXIT_CODE } from "../persona-error.ts";
import type { Progress } from "../progress/progress.ts";
import { gateProgressSchema, type GateProgress, type GateState } from "../store-shapes.ts";
import type { World } from "../world.ts";

const lookEveryMs = 1_500;
const longestMs = 3_600_000;
// A hub that is restarted or busy is back soon; one that is gone is gone.
const mostMisses = 20;

type Published = { readonly personaId: string; readonly version: number };
type Waiting = { readonly credentials: Credentials; readonly published: Published; readonly progress: Progress };

/** The gate's verdict, once there is one; null where a person would not wait for it. */
export async function waitForGate(
  { credentials, published, progress }: Waiting,
  world: World,
): Promise<GateState | null> {
  const path = `/api/v1/personas/${published.personaId}/versions/${published.version}/gate`;
  let stopped = false;
  const release = world.onInterrupt(() => (stopped = true));
  const until = world.clock() + longestMs;
  let last = "";
  let misses = 0;
  try {
    while (world.clock() < until) {
      if (stopped) return null;
      const seen = await look(credentials, path);
      misses = seen === null ? misses + 1 : 0;
      if (misses > mostMisses)
        throw new FleetError("hub-refused", "The hub has gone; the gate goes on.", { code: "hub-unreachable" });
      if (seen?.kind === "ended") return seen.state;
      if (seen !== null) last = tell(seen, last, progress);
      await sleep(lookEveryMs);
    }
  } finally {
    release();
    progress.end();
  }
  throw new PersonaCliError(
    "gate-failed",
    "The gate did not come to an end within an hour. It goes on; ask with `persona show`.",
  );
}

/** What the process ends with: as `persona gate` does. */
export function exitCodeOf(state: GateState | null): number {
  if (state === null) return STOPPED_EXIT_CODE;
  if (state.kind !== "judged") return 7;
  return { passed: 0, quarantined: 3, rejected: 1 }[state.verdict];
}

/** The verdict for a person, with every reason. */
export function sayVerdict(state: GateState | null, { err, out }: World): void {
  if (state === null) return err("Nobody waits any more; the gate goes on.\n");
  if (state.kind !== "judged") return err("The gate could not judge it; it is tried again.\n");
  out(`The gate: ${state.verdict}, confidence ${state.confidence}.\n`);
  for (const { severity, code, message } of state.reasons) out(`  ${severity} ${code}: ${plainText(message)}\n`);
}

// Null: nobody answered this time.
async function look(credentials: Credentials, path: string): Promise<GateProgress | null> {
  try {
    return await understood(await askHub(credentials, path), gateProgressSchema);
  } catch (error) {
    const passing =
      error instanceof FleetError && ["hub-unreachable", "hub-unavailable", "rate-limited"].includes(error.code);
    if (passing) return null;
    throw error;
  }
}

function tell(seen: Exclude<GateProgress, { kind: "ended" }>, last: string, progress: Progress): string {
  if (seen.kind === "queued") {
    const sentence = seen.ahead === 0 ? "The gate takes it next." : `${seen.ahead} come before it at the gate.`;
    if (sentence !== last) progress.say(sentence);
    return sentence;
  }
  const { step, done, total } = seen;
  if (total > 0) {
    const what = step ?? "starting";
    progress.show({ task: "gate", done, of: total, unit: "runs", figures: [what], event: { step: what } });
  }
  return last;
}
