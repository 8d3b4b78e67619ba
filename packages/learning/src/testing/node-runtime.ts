import { InferenceSession, Tensor as OrtTensor } from "onnxruntime-node";
import type { OnnxRuntime, Tensor } from "../runtime.ts";

/** The port over onnxruntime-node under the agent's own session options, for tests. */
export const nodeRuntime: OnnxRuntime = {
  async load(model) {
    const session = await InferenceSession.create(model, {
      intraOpNumThreads: 1,
      interOpNumThreads: 1,
      executionMode: "sequential",
      enableCpuMemArena: false,
      enableMemPattern: false,
      logSeverityLevel: 3,
    });
    return {
      async run(feeds) {
        const inputs: Record<string, OrtTensor> = {};
        for (const [name, { data, dims }] of Object.entries(feeds)) inputs[name] = new OrtTensor("float32", data, dims);
        const outputs = await session.run(inputs);
        const tensors: Record<string, Tensor> = {};
        for (const [name, { data, dims }] of Object.entries(outputs)) {
          tensors[name] = { data: data as Float32Array, dims };
        }
        return tensors;
      },
    };
  },
};
