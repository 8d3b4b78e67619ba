import type { OnnxRuntime, Tensor as Floats } from "@fleet-persona/learning";
import type { Tensor as OrtTensor } from "onnxruntime-node";

/** ONNX Runtime behind learning's port: one thread, no arena, as the agent runs a policy. Float32 tensors only. */
export const ortRuntime: OnnxRuntime = {
  async load(model) {
    // Loaded when a model is: a program that only may learn starts without the native library.
    const { InferenceSession, Tensor } = await import("onnxruntime-node");
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
        for (const [name, { data, dims }] of Object.entries(feeds)) inputs[name] = new Tensor("float32", data, dims);
        const outputs = await session.run(inputs);
        const tensors: Record<string, Floats> = {};
        for (const [name, { data, dims }] of Object.entries(outputs)) {
          if (data instanceof Float32Array) tensors[name] = { data, dims };
        }
        return tensors;
      },
    };
  },
};
