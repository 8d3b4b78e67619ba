import { moduleOf } from "../beside-this.ts";
import { outputWidth, type PolicyContract } from "../policy-contract.ts";
import { ANSWER, bytesOf, floatsOf, joined, numbersOf, REFUSAL_BYTES, REQUEST, type Frame } from "./frames.ts";
import type { Confinement } from "./confinement.ts";
import { SANDBOX_LIMITS, type SandboxLimits } from "./sandbox-limits.ts";
import { SandboxProcess } from "./sandbox-process.ts";
import { SandboxStop, type SandboxCode } from "./sandbox-stop.ts";

/** Packed rows of outputs, and how long each row took, µs. */
export type RowsAnswer = { readonly outputs: Float32Array; readonly took: Float32Array };

export type ModelSandboxOptions = {
  readonly model: Uint8Array;
  readonly contract: PolicyContract;
  readonly confinement: Confinement;
  readonly limits?: SandboxLimits;
  /** The module that serves the model. */
  readonly child?: URL;
  readonly signal?: AbortSignal;
};

/** A model in a process of its own. Every answer it does not give is a `SandboxStop`. */
export type ModelSandbox = AsyncDisposable & {
  /** Packed rows in; row by row as an agent would ask, or all in one batch. */
  run(rows: Float32Array, count: number, how?: "alone" | "together"): Promise<RowsAnswer>;
  readonly peakMb: number | null;
  readonly pid: number | undefined;
};

/** Starts a process and has it load the model. Rejects with a `SandboxStop`, and leaves no process behind. */
export async function openModel(options: ModelSandboxOptions): Promise<ModelSandbox> {
  const { model, contract, confinement, limits = SANDBOX_LIMITS, signal } = options;
  const box = new SandboxProcess(options.child ?? moduleOf("sandbox", "sandbox-child"), confinement, limits);
  const abort = (): void => box.kill("aborted", "The gate was stopped.");
  if (signal?.aborted === true) abort();
  signal?.addEventListener("abort", abort, { once: true });
  const close = async (): Promise<void> => {
    signal?.removeEventListener("abort", abort);
    await box[Symbol.asyncDispose]();
  };
  try {
    await greet(box, limits);
    const payload = loadPayload(model, contract);
    const request = { kind: REQUEST.load, payload, mostAnswerBytes: REFUSAL_BYTES, limitMs: limits.loadMs };
    refuseOther(await box.exchange(request), ANSWER.ready, "model-unloadable");
  } catch (error) {
    await close();
    throw error;
  }
  return {
    async run(rows, count, how = "alone") {
      const width = outputWidth(contract);
      const answerBytes = count * (width + 1) * 4;
      const { payload } = await ask(box, { rows, how, limits, mostAnswerBytes: Math.max(REFUSAL_BYTES, answerBytes) });
      if (payload.length !== answerBytes) {
        box.kill("garbage", `It answered ${payload.length} bytes where ${answerBytes} were due.`);
        throw new SandboxStop("garbage", `It answered ${payload.length} bytes where ${answerBytes} were due.`);
      }
      const floats = floatsOf(payload);
      return { outputs: floats.subarray(0, count * width), took: floats.subarray(count * width) };
    },
    get peakMb() {
      return box.peakMb;
    },
    get pid() {
      return box.pid;
    },
    [Symbol.asyncDispose]: close,
  };
}

async function greet(box: SandboxProcess, { loadMs }: SandboxLimits): Promise<void> {
  const hello = { kind: REQUEST.hello, payload: new Uint8Array(0), mostAnswerBytes: REFUSAL_BYTES, limitMs: loadMs };
  try {
    refuseOther(await box.exchange(hello), ANSWER.ready, "cannot-start");
  } catch (error) {
    if (error instanceof SandboxStop && error.code === "aborted") throw error;
    const words = error instanceof Error ? error.message : String(error);
    throw new SandboxStop("cannot-start", `The sandbox does not start: ${words}`);
  }
}

type Ask = {
  readonly rows: Float32Array;
  readonly how: "alone" | "together";
  readonly limits: SandboxLimits;
  readonly mostAnswerBytes: number;
};

async function ask(box: SandboxProcess, { rows, how, limits, mostAnswerBytes }: Ask): Promise<Frame> {
  const payload = joined([numbersOf(how === "together" ? 1 : 0), bytesOf(rows)]);
  const frame = await box.exchange({ kind: REQUEST.run, payload, mostAnswerBytes, limitMs: limits.requestMs });
  refuseOther(frame, ANSWER.ran, "model-failed");
  return frame;
}

function refuseOther({ kind, payload }: Frame, wanted: number, code: SandboxCode): void {
  if (kind === wanted) return;
  if (kind !== ANSWER.refused) throw new SandboxStop("garbage", "It answered something that is no answer.");
  throw new SandboxStop(code, new TextDecoder().decode(payload).slice(0, 500));
}

function loadPayload(model: Uint8Array, contract: PolicyContract): Uint8Array {
  const json = new TextEncoder().encode(JSON.stringify(contract));
  return joined([numbersOf(json.length), json, model]);
}
