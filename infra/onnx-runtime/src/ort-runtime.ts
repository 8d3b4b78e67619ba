import type { OnnxRuntime, Tensor } from "@fleet-persona/learning";
import { InferenceSession, Tensor as OrtTensor } from "onnxruntime-node";

/** ONNX Runtime behind learning's port: one thread, no arena, as the agent runs a policy. Float32 tensors only. */
export const ortRuntime: OnnxRuntime = {
  async load(model) {
    const session = await InferenceSession.create(model, {
      intraOpNumThreads: 1,
      interOpNumThreads: 1,
      executionMode: "sequential",
      enableCpuMemArena: false,
      enableMemPattern: false,
      logSeverityLevel: 3,
      extra: { session: { load_model_format: "ONNX" } },
    });
    return {
      async run(feeds) {
        const inputs: Record<string, OrtTensor> = {};
        for (const [name, { data, dims }] of Object.entries(feeds)) inputs[name] = new OrtTensor("float32", data, dims);
        const outputs = await session.run(inputs);
        const tensors: Record<string, Tensor> = {};
        for (const [name, { data, dims }] of Object.entries(outputs)) {
          if (data instanceof Float32Array) tensors[name] = { data, dims };
        }
        return tensors;
      },
    };
  },
};
