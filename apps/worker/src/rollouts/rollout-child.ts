import { ortRuntime } from "@fleet-persona/onnx-runtime";
import { genomeEvaluator } from "./genome-evaluator.ts";
import { serveItems } from "./serve-items.ts";

serveItems(genomeEvaluator(ortRuntime));
