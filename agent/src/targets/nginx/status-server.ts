import { askHttp } from "../bounded-http.ts";
import { TargetError } from "../target-error.ts";
import type { NginxTargetConfig } from "./config.ts";
import { parseState, STATE_PATH, STUB_STATUS_PATH, type Stamp } from "./snippet.ts";

export type RunningState = Stamp & { readonly version: string };

/** Counters since nginx started (a reload keeps them), and how many connections there are now. */
export type StubStatus = { readonly requests: number; readonly active: number; readonly waiting: number };

/** Asks the generated server what runs. `asked` counts our own requests, which nginx counts too. */
export type StatusServer = {
  state(limitMs?: number): Promise<RunningState>;
  stub(): Promise<StubStatus>;
  asked(): number;
};

const LIMIT_MS = 800;
const MAX_BYTES = 64 * 1024;

export function statusServer({ status, name }: Pick<NginxTargetConfig, "status" | "name">): StatusServer {
  let asked = 0;
  const ask = async (path: string, limitMs: number): Promise<string> => {
    const url = new URL(path, `http://${status.address}`);
    const end = await askHttp({ url, method: "GET", limitMs, maxBytes: MAX_BYTES });
    if (end.kind === "answered") asked += 1;
    if (end.kind === "answered" && end.status === 200) return end.body;
    // Another server on this port, or an nginx that does not run our file: nothing to try again.
    if (end.kind === "answered")
      throw new TargetError(
        "refused",
        `${status.address} answers ${end.status}: the nginx there does not include the snippet of ${name}`,
      );
    const cause = "error" in end ? end.error : undefined;
    throw new TargetError("unreachable", `nginx's status server at ${status.address}: ${end.kind}`, { cause });
  };
  return {
    async state(limitMs = LIMIT_MS) {
      const state = parseState(await ask(STATE_PATH, limitMs));
      if (state !== null) return state;
      throw new TargetError("unreachable", `what ${status.address} says of itself broke off or is not ours`);
    },
    async stub() {
      const stub = parseStubStatus(await ask(STUB_STATUS_PATH, LIMIT_MS));
      if (stub !== null) return stub;
      throw new TargetError("unreachable", "nginx's stub_status broke off");
    },
    asked: () => asked,
  };
}

/** Reads what `stub_status` prints; null when it is not whole. */
export function parseStubStatus(text: string): StubStatus | null {
  const active = /^Active connections: (\d+)\s*$/m.exec(text)?.[1];
  const requests = /^ (\d+) (\d+) (\d+)\s*$/m.exec(text)?.[3];
  const waiting = /Waiting: (\d+)\s*$/m.exec(text)?.[1];
  if (active === undefined || requests === undefined || waiting === undefined) return null;
  return { requests: Number(requests), active: Number(active), waiting: Number(waiting) };
}
