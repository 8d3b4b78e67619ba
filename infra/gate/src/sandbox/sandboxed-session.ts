import { LearningError, tensor, type OnnxModelSession, type Tensor } from "@fleet-persona/learning";
import type { Manifest } from "@fleet-persona/persona";
import { contractOf, inputWidth, unpacked } from "../policy-contract.ts";
import { confinementHere } from "./confinement.ts";
import { openModel } from "./model-sandbox.ts";
import { SANDBOX_LIMITS, type SandboxLimits } from "./sandbox-limits.ts";

// Where a process without an environment finds what confines its children.
const USUAL_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

/** A stranger's policy as a session, living in the gate's sandbox; disposing ends its process. */
export type SandboxedSession = OnnxModelSession & AsyncDisposable;

/**
 * Opens a policy in the sandbox, one row at a time as an agent asks. Rejects with a `SandboxStop` when the model does not load, and so
 * does every run that it does not answer in time and in form.
 */
export async function openSandboxedSession(
  model: Uint8Array,
  manifest: Manifest,
  limits: SandboxLimits = SANDBOX_LIMITS,
): Promise<SandboxedSession> {
  const contract = contractOf(manifest);
  const confinement = await confinementHere(process.env["PATH"] ?? USUAL_PATH);
  const sandbox = await openModel({ model, contract, confinement, limits });
  return {
    async run(feeds) {
      const row = joinedRow(feeds, inputWidth(contract));
      const { outputs } = await sandbox.run(row, 1);
      const named = Object.entries(unpacked(contract, outputs));
      return Object.fromEntries(named.map(([name, data]) => [name, tensor(data, [1, data.length])]));
    },
    [Symbol.asyncDispose]: () => sandbox[Symbol.asyncDispose](),
  };
}

function joinedRow(feeds: Readonly<Record<string, Tensor>>, width: number): Float32Array {
  const row = new Float32Array(width);
  let at = 0;
  for (const name of ["signals", "present", "config"]) {
    const data = feeds[name]?.data ?? new Float32Array(0);
    if (at + data.length > width)
      throw new LearningError("shape-mismatch", "there are more inputs than the policy takes");
    row.set(data, at);
    at += data.length;
  }
  if (at !== width) throw new LearningError("shape-mismatch", `${at} inputs where the policy takes ${width}, one row`);
  return row;
}
