import type { VerifiedPersona } from "@fleet-persona/persona";
import { Tensor } from "onnxruntime-node";
import { binding, initOrt, type Binding } from "onnxruntime-node/dist/binding.js";
import { AgentError, messageOf } from "../agent-error.ts";
import { contractFaults } from "./policy-contract.ts";

/** What one run of the policy gave: its outputs by name, or why there are none. */
type Inference =
  | { kind: "outputs"; outputs: Readonly<Record<string, Float32Array>> }
  | { kind: "failed"; because: "policy-failed" | "policy-too-slow" | "no-policy"; message: string };

/** A loaded policy. */
export type PolicyRuntime = Readonly<{
  infer(inputs: { signals: Float32Array; present: Float32Array; config: Float32Array }): Inference;
  release(): void;
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
export function loadPolicy(persona: VerifiedPersona, options: PolicyRuntimeOptions): PolicyRuntime {
  const session = createSession(persona.policy, options.emptyFolder);
  const faults = contractFaults(persona.manifest, session);
  if (faults.length > 0) {
    session.dispose();
    throw new AgentError("policy-unusable", `The policy is not what its manifest says: ${faults.join("; ")}.`, {
      detail: "policy-contract",
    });
  }
  const fetches = Object.fromEntries(session.outputMetadata.map(({ name }) => [name, null]));
  const clock = options.clock ?? (() => performance.now());
  return {
    infer: ({ signals, present, config }) => {
      const feeds = { signals: row(signals), present: row(present), config: row(config) };
      const started = clock();
      try {
        const results = session.run(feeds, fetches, {});
        const took = clock() - started;
        // A native run cannot be interrupted: one that took too long is judged afterwards.
        if (took > options.limitMs)
          return failed("policy-too-slow", `it took ${took.toFixed(1)} ms of at most ${options.limitMs}`);
        return { kind: "outputs", outputs: floats(results) };
      } catch (error) {
        return failed("policy-failed", messageOf(error));
      }
    },
    release: () => session.dispose(),
  };
}

/**
 * As bytes, one thread and no arena; the ONNX loader is forced, or four magic bytes would choose another one.
 * The native session itself (the version is pinned): its asynchronous wrapper runs just as synchronously, only after a
 * turn of the event loop, in which a busy host puts the agent aside for 10 ms in the middle of a decision.
 */
function createSession(model: Uint8Array, emptyFolder: string): Binding.InferenceSession {
  try {
    initOrt();
    const session = new binding.InferenceSession();
    const bytes = model.slice();
    session.loadModel(bytes.buffer, bytes.byteOffset, bytes.byteLength, {
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
    return session;
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

function floats(results: Readonly<Record<string, unknown>>): Record<string, Float32Array> {
  const outputs: Record<string, Float32Array> = {};
  for (const [name, value] of Object.entries(results)) {
    if (value instanceof Tensor && value.data instanceof Float32Array) outputs[name] = value.data;
  }
  return outputs;
}

function failed(because: Extract<Inference, { kind: "failed" }>["because"], message: string): Inference {
  return { kind: "failed", because, message };
}
