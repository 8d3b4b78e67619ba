import { expect, it } from "vitest";
import { tensor } from "../runtime.ts";
import { nodeRuntime } from "../testing/node-runtime.ts";
import { shift, square } from "./arithmetic.ts";
import { gradients } from "./gradients.ts";
import { Graph, type Symbolic } from "./graph.ts";

it("gradients does what the README says", async () => {
  const graph = new Graph("parabola");
  const x = graph.input("x", [1]);
  const loss = square(graph, shift(graph, x, -3));
  const [slope] = gradients(graph, loss, [x]);
  graph.output("slope", slope as Symbolic);
  const session = await nodeRuntime.load(graph.encode());
  const { slope: answer } = await session.run({ x: tensor(Float32Array.of(5), [1]) });
  expect(answer?.data).toEqual(Float32Array.of(4));
});
