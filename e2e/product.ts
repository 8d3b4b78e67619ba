import { execFile } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { generateTrace, runLoad } from "@fleet-persona/demo-fleet";
import { createTerminal, openStateFolder, startLocalStack } from "@fleet-persona/local-stack";
import type { LocalStack } from "@fleet-persona/local-stack";
import { keyPairFromSeed } from "@fleet-persona/persona";
import type { KeyPair } from "@fleet-persona/persona";

const execute = promisify(execFile);

/** The product on free ports with a state of its own, ordinary traffic on its demo fleet, and no agent yet. */
export type Product = AsyncDisposable & {
  readonly stack: LocalStack;
  readonly hubUrl: string;
  /** What the demo publisher signs with. */
  readonly publisherKey: KeyPair;
  /** Runs the install page's line as a person would, into folders of this test alone. */
  install(line: string): Promise<string>;
  /** What the installed agent's own journal says last. */
  newestDecision(): Promise<{ at: number; decider: string }>;
};

export async function startProduct(): Promise<Product> {
  await using parts = new AsyncDisposableStack();
  const folder = parts.adopt(mkdtempSync(path.join(tmpdir(), "fp-e2e-")), async (made) =>
    rmSync(made, { recursive: true, force: true }),
  );
  // Nobody waits a day here for the first review.
  process.env["REVIEW_MIN_SECONDS"] = "5";
  // A state that is kept has its gate's verdicts already: whoever writes a journey starts it often.
  const state = parts.use(openStateFolder(process.env["E2E_STATE"] ?? path.join(folder, "stack"), false));
  const terminal = createTerminal(() => undefined);
  const stack = parts.use(await startLocalStack({ state, terminal, port: 0, gatewayPort: 0, fleet: "haproxy" }));
  await stack.gateDone();
  const traffic = new AbortController();
  const seconds = 600;
  const load = runLoad({
    url: stack.fleet?.frontUrl ?? "",
    trace: generateTrace({ seed: 3, seconds }),
    seed: 3,
    durationSeconds: seconds,
    warmupSeconds: 0,
    abort: traffic.signal,
  }).catch(() => undefined);
  parts.defer(async () => {
    traffic.abort();
    await load;
  });
  const agent = { dir: path.join(folder, "agent"), state: path.join(folder, "agent-state") };
  parts.defer(async () => {
    await execute(path.join(agent.dir, "fleet-agent"), ["stop", "--state", agent.state]).catch(() => undefined);
  });
  const owned = parts.move();
  return {
    stack,
    hubUrl: stack.services.hubUrl,
    publisherKey: keyPairFromSeed(Uint8Array.from(Buffer.from(state.secret("publisher"), "hex"))),
    async install(line) {
      const command = `${line} --dir '${agent.dir}' --state '${agent.state}'`;
      const { stdout } = await execute("sh", ["-c", command], { cwd: folder, timeout: 90_000 });
      return stdout;
    },
    async newestDecision() {
      const command = ["explain", "--last", "--json", "--state", agent.state];
      const { stdout } = await execute(path.join(agent.dir, "fleet-agent"), command);
      const entry = JSON.parse(stdout) as { decision: { at: number; decider: string } };
      return entry.decision;
    },
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}
