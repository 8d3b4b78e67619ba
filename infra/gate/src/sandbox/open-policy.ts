import { Tensor } from "onnxruntime-node";
import { binding, initOrt, type Binding } from "onnxruntime-node/dist/binding.js";
import { inputWidth, outputWidth, type PolicyContract } from "../policy-contract.ts";

/** A loaded model. `took`: of each row (of all together in the first), µs. */
export type OpenPolicy = {
  run(rows: Float32Array, together: boolean): { readonly outputs: Float32Array; readonly took: Float32Array };
};

/**
 * Loads a model as the agent does (one thread, no arena, the ONNX loader forced, external data from an empty folder) and runs it as
 * the agent does: row by row, unless all are wanted in one batch. Throws in the runtime's words.
 */
export function openPolicy(model: Uint8Array, contract: PolicyContract, emptyFolder: string): OpenPolicy {
  initOrt();
  const session = new binding.InferenceSession();
  session.loadModel(model.buffer as ArrayBuffer, model.byteOffset, model.byteLength, {
    intraOpNumThreads: 1,
    interOpNumThreads: 1,
    executionMode: "sequential",
    enableCpuMemArena: false,
    enableMemPattern: false,
    logSeverityLevel: 3,
    extra: { session: { load_model_format: "ONNX", model_external_initializers_file_folder_path: emptyFolder } },
  });
  checkPorts("inputs", session.inputMetadata, ["signals", "present", "config"]);
  checkPorts(
    "outputs",
    session.outputMetadata,
    contract.outputs.map(({ name }) => name),
  );
  const fetches = Object.fromEntries(session.outputMetadata.map(({ name }) => [name, null]));
  const [from, to] = [inputWidth(contract), outputWidth(contract)];
  return {
    run(rows, together) {
      const count = rows.length / from;
      const outputs = new Float32Array(count * to);
      const took = new Float32Array(count);
      const size = together ? count : 1;
      for (let at = 0; at < count; at += size) {
        const feeds = feedsOf(contract, rows.subarray(at * from, (at + size) * from), size);
        const began = performance.now();
        const results = session.run(feeds, fetches, {});
        took[at] = (performance.now() - began) * 1000;
        pack(results, contract, outputs.subarray(at * to, (at + size) * to), size);
      }
      return { outputs, took };
    },
  };
}

/** An agent takes no model with more or less than the manifest says. */
function checkPorts(side: string, found: readonly Binding.ValueMetadata[], wanted: readonly string[]): void {
  const names = found.map(({ name }) => name);
  if (names.length === wanted.length && wanted.every((name) => names.includes(name))) return;
  throw new TypeError(`its ${side} are ${names.join(", ") || "none"}, the manifest's ${wanted.join(", ")}`);
}

type Feeds = Parameters<Binding.InferenceSession["run"]>[0];

function feedsOf({ signals, config }: PolicyContract, rows: Float32Array, count: number): Feeds {
  const width = 2 * signals + config;
  const column = (from: number, size: number): Tensor => {
    const data = new Float32Array(count * size);
    for (let row = 0; row < count; row += 1) {
      data.set(rows.subarray(row * width + from, row * width + from + size), row * size);
    }
    return new Tensor("float32", data, [count, size]);
  };
  return {
    signals: column(0, signals),
    present: column(signals, signals),
    config: column(2 * signals, config),
  };
}

function pack(results: Readonly<Record<string, unknown>>, contract: PolicyContract, into: Float32Array, count: number) {
  const whole = into.length / count;
  let from = 0;
  for (const { name, width } of contract.outputs) {
    const result = results[name];
    if (!(result instanceof Tensor) || !(result.data instanceof Float32Array) || result.data.length !== count * width)
      throw new TypeError(`the output ${name} is not float32 [${count},${width}]`);
    for (let row = 0; row < count; row += 1) {
      into.set(result.data.subarray(row * width, (row + 1) * width), row * whole + from);
    }
    from += width;
  }
}
