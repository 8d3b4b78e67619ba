import { binCentre, type QNetwork } from "../network/q-network.ts";
import { below, type Random, uniform } from "../training/random.ts";

/** What was chosen, as the index within each branch and as the environments take it; n × heads. */
export type Chosen = { readonly choices: Float32Array; readonly actions: Float32Array };

/** Chooses for every row, each branch for itself: the best by `q`, or with probability `exploration` any. In place. */
export function choose(network: QNetwork, q: Float32Array, exploration: number, random: Random, into: Chosen): void {
  const { branches, heads } = network;
  let from = 0;
  for (let at = 0; at < into.choices.length; at += 1) {
    const width = branches[at % branches.length] ?? 1;
    const explores = exploration > 0 && uniform(random) < exploration;
    const choice = explores ? below(random, width) : best(q, from, width);
    into.choices[at] = choice;
    into.actions[at] = heads[at % heads.length]?.kind === "gaussian" ? binCentre(choice, width) : choice;
    from += width;
  }
}

function best(q: Float32Array, from: number, width: number): number {
  let choice = 0;
  for (let other = 1; other < width; other += 1) {
    if ((q[from + other] ?? 0) > (q[from + choice] ?? 0)) choice = other;
  }
  return choice;
}
