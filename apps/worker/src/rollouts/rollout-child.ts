import { ortRuntime } from "@fleet-persona/onnx-runtime";
import { Graph, shift } from "@fleet-persona/learning";
import { learningEvaluator } from "./learning-evaluator.ts";
import { serveItems } from "./serve-items.ts";

// Without its runtime this worker could do nothing right: it says so before it takes an item, and others do it.
const probe = new Graph("probe");
probe.output("y", shift(probe, probe.input("x", [1]), 1));
await ortRuntime.load(probe.encode());
serveItems(learningEvaluator);
