import { parsePolicyOutputs } from "@fleet-persona/engine";
import { encodeConfiguration } from "@fleet-persona/persona";
import { expect, it } from "vitest";
import { tensor } from "../runtime.ts";
import { nodeRuntime } from "../testing/node-runtime.ts";
import { attributes, inputsOf, recording } from "../testing/synthetic-fleet.ts";
import { cloneBehaviour } from "./clone-behaviour.ts";

const dataset = recording(6, 120, 3);
const request = { dataset, attributes, inputs: inputsOf(dataset), seed: 11, epochs: 25, runtime: nodeRuntime };

it("cloneBehaviour learns what the teacher does on episodes it never saw", async () => {
  const { evidence, policy } = await cloneBehaviour(request);
  expect(evidence.heldOut).toBe("episodes");
  expect(evidence.validation.heads["caching_strategy"]).toMatchObject({ kind: "choice" });
  const { caching_strategy: cache, compression, cpu_allocation: cores } = evidence.validation.heads;
  if (cache?.kind !== "choice" || compression?.kind !== "choice" || cores?.kind !== "number") throw new TypeError();
  expect(cache.accuracy).toBeGreaterThan(0.97);
  expect(cache.calibrationError).toBeLessThan(0.05);
  expect(compression.accuracy).toBeGreaterThan(0.95);
  expect(cores.rootMeanSquareError).toBeLessThan(cores.spread / 3);
  expect(policy.length).toBeLessThan(64 * 1024);

  const session = await nodeRuntime.load(policy);
  const config = encodeConfiguration(attributes, { cpu_allocation: 0.2, caching_strategy: "short" });
  const outputs = await session.run({
    signals: tensor(Float32Array.of(310, 0), [1, 2]),
    present: tensor(Float32Array.of(1, 0), [1, 2]),
    config: tensor(config, [1, config.length]),
  });
  const proposal = parsePolicyOutputs(
    attributes,
    Object.fromEntries(Object.entries(outputs).map(([name, { data }]) => [name, data])),
  );
  expect(proposal).toMatchObject({ kind: "policy" });
});

it("cloneBehaviour makes the same bytes from the same seed and others from another", async () => {
  const short = { ...request, epochs: 3 };
  const [first, again, other] = await Promise.all([
    cloneBehaviour(short),
    cloneBehaviour(short),
    cloneBehaviour({ ...short, seed: 12 }),
  ]);
  expect(again.policy).toEqual(first.policy);
  expect(other.policy).not.toEqual(first.policy);
});

it("cloneBehaviour refuses a teacher who names a choice that does not exist", async () => {
  const broken = dataset.map((row, at) =>
    at === 7 ? { ...row, expert: { ...row.expert, caching_strategy: "forever" } } : row,
  );
  await expect(cloneBehaviour({ ...request, dataset: broken })).rejects.toMatchObject({ code: "dataset-invalid" });
});
