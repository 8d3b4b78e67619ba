import type { ActionHead } from "../environment/environment.ts";
import type { Graph, Symbolic } from "../graph/graph.ts";
import type { Layout, Parameters } from "../training/parameters.ts";
import type { Head } from "../policy/network.ts";

/** What an actor-critic network gives: one head for each of its action heads, in order, and the value [N,1]. */
export type ActorCriticForward = { readonly heads: readonly Head[]; readonly value: Symbolic };

/** A policy and a value over a flat observation [N, observationSize]. */
export type ActorCritic = {
  readonly observationSize: number;
  readonly heads: readonly ActionHead[];
  readonly layout: Layout;
  /** 1 for each weight that only the value reads, in the order of the flat tensor. */
  readonly valueMask: () => Float32Array;
  readonly forward: (graph: Graph, observation: Symbolic, parameters: Parameters) => ActorCriticForward;
};
