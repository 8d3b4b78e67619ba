import type { Adversarial } from "./adversarial.ts";
import { honestPolicy, integers, node, policy, policyWith } from "./honest-policy.ts";

const change = (inputs: Record<string, readonly (number | string)[]>) =>
  policy({ inputs: { ...honestPolicy.inputs, ...inputs } });
const drop = (name: string): Record<string, readonly (number | string)[]> =>
  Object.fromEntries(Object.entries(honestPolicy.outputs).filter(([each]) => each !== name));

/** Sound models that are not what the sample's manifest says. */
export const breaksContract: readonly Adversarial[] = [
  ["another opset", "contract-opset", () => policy({ opset: 18 })],
  ["one input more", "contract-input", () => change({ clock: ["N", 1] })],
  [
    "an input of another name",
    "contract-input",
    () =>
      policy({
        inputs: { observation: ["N", 6] },
        nodes: [node("Identity", ["observation"], ["x"]), ...honestPolicy.nodes.slice(1)],
      }),
  ],
  ["one output more", "contract-output", () => policy({ outputs: { ...honestPolicy.outputs, h: ["N", 8] } })],
  ["no value", "contract-output", () => policy({ outputs: drop("value") })],
  ["no weights for an attribute", "contract-output", () => policy({ outputs: drop("weights.cpu_allocation") })],
  [
    "signals of another width",
    "contract-shape",
    () => policy({ inputs: { ...honestPolicy.inputs, signals: ["N", 2], present: ["N", 1], config: ["N", 3] } }),
  ],
  [
    "weights of another width",
    "contract-shape",
    () =>
      policy({
        nodes: [
          ...honestPolicy.nodes.slice(0, -1),
          node("Concat", ["logits", "mean"], ["weights.caching_strategy"], { axis: 1 }),
        ],
        outputs: { ...honestPolicy.outputs, "weights.caching_strategy": ["N", 4] },
      }),
  ],
  [
    "one answer for all rows",
    "contract-shape",
    () =>
      policy({
        nodes: [
          ...honestPolicy.nodes.slice(0, -1),
          node("ReduceMean", ["logits"], ["weights.caching_strategy"], { axes: [0] }),
        ],
        outputs: { ...honestPolicy.outputs, "weights.caching_strategy": [1, 3] },
      }),
  ],
  [
    "a vector instead of a matrix",
    "contract-shape",
    () =>
      policyWith([node("Squeeze", ["number", "last"], ["flat"])], [integers("last", [1])], {
        nodes: [
          ...honestPolicy.nodes.slice(0, 4),
          node("Split", ["raw", "parts"], ["number", "logits", "v"], { axis: 1 }),
          ...honestPolicy.nodes.slice(5),
          node("Squeeze", ["v", "last"], ["value"]),
        ],
        outputs: { ...honestPolicy.outputs, value: ["N"] },
      }),
  ],
];
