import { Graph, tanh, tensor } from "@fleet-persona/learning";
import { expect, test } from "vitest";
import { ortRuntime } from "./ort-runtime.ts";

test("ortRuntime runs a model that learning wrote", async () => {
  const graph = new Graph("tangent");
  graph.output("y", tanh(graph, graph.input("x", ["N", 2])));
  const session = await ortRuntime.load(graph.encode());
  const { y } = await session.run({ x: tensor(Float32Array.of(0, 1), [1, 2]) });
  expect(y?.dims).toEqual([1, 2]);
  expect(y?.data[1]).toBeCloseTo(Math.tanh(1), 6);
});
