import { LearningError } from "../errors.ts";
import { add } from "./arithmetic.ts";
import type { Graph, Symbolic } from "./graph.ts";
import { sizeOf } from "./shape.ts";

/**
 * Reverse-mode gradients of a scalar as further nodes of the same graph, one per tensor in `of`.
 * Throws `not-differentiable` when the scalar does not depend on one of them.
 */
export function gradients(graph: Graph, loss: Symbolic, of: readonly Symbolic[]): Symbolic[] {
  if (sizeOf(loss.shape) !== 1) throw new LearningError("shape-mismatch", "only a scalar has a gradient here");
  // The tape grows while the backward pass writes nodes; only what was there before counts.
  const tape = [...graph.tape];
  const active = dependents(tape, of);
  const found = new Map<string, Symbolic>([[loss.name, seed(graph, loss)]]);
  for (const { inputs, outputs, backward } of tape.toReversed()) {
    if (!outputs.some(({ name }) => found.has(name)) || !inputs.some(({ name }) => active.has(name))) continue;
    const partials = backward(outputs.map(({ name }) => found.get(name) ?? null));
    for (const [at, input] of inputs.entries()) {
      const partial = partials[at];
      if (!partial || !active.has(input.name)) continue;
      const known = found.get(input.name);
      found.set(input.name, known === undefined ? partial : add(graph, known, partial));
    }
  }
  return of.map(({ name }) => {
    const gradient = found.get(name);
    if (gradient === undefined) throw new LearningError("not-differentiable", `the loss does not depend on "${name}"`);
    return gradient;
  });
}

function seed(graph: Graph, loss: Symbolic): Symbolic {
  return loss.shape.length === 1
    ? graph.scalar(1)
    : graph.constant(
        [1],
        loss.shape.map(() => 1),
      );
}

function dependents(tape: Graph["tape"], of: readonly Symbolic[]): Set<string> {
  const active = new Set(of.map(({ name }) => name));
  for (const { inputs, outputs } of tape) {
    if (inputs.some(({ name }) => active.has(name))) for (const { name } of outputs) active.add(name);
  }
  return active;
}

/** The same value with no way back: a constant as far as gradients are concerned. */
export function stopGradient(graph: Graph, x: Symbolic): Symbolic {
  return graph.apply("Neg", [graph.apply("Neg", [x.name], x.shape).name], x.shape);
}
