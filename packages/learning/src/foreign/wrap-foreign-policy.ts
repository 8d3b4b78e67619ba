import { clip, sigmoid, softmax } from "../graph/activation.ts";
import { add, mul, scale, shift, sub } from "../graph/arithmetic.ts";
import { embed } from "../graph/embed.ts";
import { Graph, type Symbolic } from "../graph/graph.ts";
import { concat, slice } from "../graph/layout.ts";
import type { OnnxModel } from "../onnx/read-graph.ts";
import { policyInputsOf, type PolicySpec } from "../policy/network.ts";
import type { ForeignHead, ForeignPolicy } from "./foreign-policy.ts";

/** The bytes of a policy that keeps the contract around a foreign model: what it sees before it, what it says after it. */
export function wrapForeignPolicy(
  spec: Pick<PolicySpec, "attributes" | "inputs">,
  model: OnnxModel,
  policy: ForeignPolicy,
): Uint8Array {
  const graph = new Graph("imported");
  const { signals, present, config } = policyInputsOf(graph, { ...spec, hidden: [] });
  const parts = { signals: normalised(graph, signals, present, policy), present, config };
  const feeds = Object.fromEntries(
    policy.inputs.map((input) => [
      input.name,
      concat(
        graph,
        input.parts.map((part) => parts[part]),
        1,
      ),
    ]),
  );
  const shapes = Object.fromEntries(
    Object.entries(policy.widths).map(([name, width]) => [name, ["N", width] as const]),
  );
  const outputs = embed(graph, model, feeds, shapes);
  for (const head of policy.heads) {
    const columns = slice(graph, outputs[head.output] as Symbolic, 1, head.from, head.to);
    graph.output(`weights.${head.attribute.name}`, weights(graph, columns, head, policy));
  }
  const nothing = scale(graph, slice(graph, present, 1, 0, 1), 0);
  graph.output("value", policy.value === null ? nothing : (outputs[policy.value.output] as Symbolic));
  return graph.encode(model.opset);
}

// A signal that is missing reads as its mean, which is what normalisation makes 0.
function normalised(graph: Graph, signals: Symbolic, present: Symbolic, { normalisation }: ForeignPolicy): Symbolic {
  if (normalisation === null) return mul(graph, signals, present);
  const { mean, deviation, clip: most } = normalisation;
  const inverse = deviation.map((sd) => (sd > 1e-9 ? 1 / sd : 0));
  const standard = mul(graph, sub(graph, signals, graph.constant(mean)), graph.constant(inverse));
  return clip(graph, mul(graph, standard, present), -most, most);
}

function weights(graph: Graph, columns: Symbolic, { as }: ForeignHead, policy: ForeignPolicy): Symbolic {
  switch (as) {
    case "weights":
      return columns;
    case "logits":
      return softmax(graph, policy.temperature === 1 ? columns : scale(graph, columns, 1 / policy.temperature));
    case "number": {
      const mean = onUnit(graph, columns, policy);
      return concat(graph, [mean, add(graph, scale(graph, mean, 0), graph.scalar(policy.deviation))], 1);
    }
    default:
      return as satisfies never;
  }
}

function onUnit(graph: Graph, x: Symbolic, { numbers }: ForeignPolicy): Symbolic {
  switch (numbers) {
    case "signed":
      return clip(graph, shift(graph, scale(graph, x, 0.5), 0.5), 0, 1);
    case "unit":
      return clip(graph, x, 0, 1);
    case "raw":
      return sigmoid(graph, x);
    default:
      return numbers satisfies never;
  }
}
