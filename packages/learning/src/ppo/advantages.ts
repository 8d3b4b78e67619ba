/** What a rollout of T steps of n environments left behind, each T × n in order of time. */
export type RolloutValues = {
  readonly rewards: Float32Array;
  readonly values: Float32Array;
  /** The value of where each step led: zero after a termination, of the final observation after a truncation. */
  readonly nextValues: Float32Array;
  /** 1 where the episode ended with the step, in either way. */
  readonly ended: Uint8Array;
};

/** Generalised advantage estimates (Schulman et al., 2016), written in place. */
export function generalisedAdvantages(
  { rewards, values, nextValues, ended }: RolloutValues,
  environments: number,
  { gamma, lambda }: { readonly gamma: number; readonly lambda: number },
  advantages: Float32Array,
): void {
  for (let at = rewards.length - 1; at >= 0; at -= 1) {
    const error = (rewards[at] ?? 0) + gamma * (nextValues[at] ?? 0) - (values[at] ?? 0);
    // Beyond the last step nothing is known: its estimate is the one-step error.
    const later = ended[at] === 1 ? 0 : (advantages[at + environments] ?? 0);
    advantages[at] = error + gamma * lambda * later;
  }
}
