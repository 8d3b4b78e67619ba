import type { VerifiedPersona } from "@fleet-persona/persona";
import { InferenceSession, Tensor } from "onnxruntime-node";
import { AgentError, messageOf } from "../agent-error.ts";
import { contractFaults } from "./policy-contract.ts";

/** What one run of the policy gave: its outputs by name, or why there are none. */
type Inference =
  | { kind: "outputs"; outputs: Readonly<Record<string, Float32Array>> }
  | { kind: "failed"; message: string };

/** A loaded policy. One run at a time. */
export type PolicyRuntime = Readonly<{
  infer(inputs: { signals: Float32Array; present: Float32Array; config: Float32Array }): Promise<Inference>;
  release(): Promise<void>;
}>;

export type PolicyRuntimeOptions = Readonly<{
  /** Stays empty: the only folder from which the runtime could be talked into reading external data. */
  emptyFolder: string;
  limitMs: number;
  clock?: () => number;
}>;

/**
 * Loads a policy. Only what `verifyBundle` made can get here, and signature and digests were checked at this very load.
 * Throws `AgentError` `policy-unusable` when the model does not load or is not what the manifest says.
 */
export async function loadPolicy(persona: VerifiedPersona, options: PolicyRuntimeOptions): Promise<PolicyRuntime> {
  const session = await createSession(persona.policy, options.emptyFolder);
  const faults = contractFaults(persona.manifest, session);
  if (faults.length > 0) {
    await session.release();
    throw new AgentError("policy-unusable", `The policy is not what its manifest says: ${faults.join("; ")}.`, {
      detail: "policy-contract",
    });
  }
  const clock = options.clock ?? (() => performance.now());
  return {
    infer: async ({ signals, present, config }) => {
      const feeds = { signals: row(signals), present: row(present), config: row(config) };
      const started = clock();
      try {
        const results = await session.run(pick(feeds, session.inputNames));
        const took = clock() - started;
        // A native run cannot be interrupted: one that took too long is judged afterwards.
        if (took > options.limitMs) return failed(`it took ${took.toFixed(1)} ms of at most ${options.limitMs}`);
        return { kind: "outputs", outputs: floats(results) };
      } catch (error) {
        return failed(messageOf(error));
      }
    },
    release: () => session.release(),
  };
}

// As bytes, one thread and no arena; the ONNX loader is forced, or four magic bytes would choose another one.
async function createSession(model: Uint8Array, emptyFolder: string): Promise<InferenceSession> {
  try {
    return await InferenceSession.create(model, {
      intraOpNumThreads: 1,
      interOpNumThreads: 1,
      executionMode: "sequential",
      enableCpuMemArena: false,
      enableMemPattern: false,
      logSeverityLevel: 3,
      extra: {
        session: { load_model_format: "ONNX", model_external_initializers_file_folder_path: emptyFolder },
      },
    });
  } catch (error) {
    throw new AgentError("policy-unusable", `The policy does not load: ${messageOf(error)}`, {
      detail: "policy-load-failed",
      cause: error,
    });
  }
}

function row(values: Float32Array): Tensor {
  return new Tensor("float32", values, [1, values.length]);
}

function pick(feeds: Record<string, Tensor>, names: readonly string[]): Record<string, Tensor> {
  return Object.fromEntries(Object.entries(feeds).filter(([name]) => names.includes(name)));
}

function floats(results: InferenceSession.OnnxValueMapType): Record<string, Float32Array> {
  const outputs: Record<string, Float32Array> = {};
  for (const [name, value] of Object.entries(results)) {
    if (value instanceof Tensor && value.data instanceof Float32Array) outputs[name] = value.data;
  }
  return outputs;
}

function failed(message: string): Inference {
  return { kind: "failed", message };
}
