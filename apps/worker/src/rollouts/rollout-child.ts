import { learningEvaluator } from "./learning-evaluator.ts";
import { serveItems } from "./serve-items.ts";

serveItems(learningEvaluator);
