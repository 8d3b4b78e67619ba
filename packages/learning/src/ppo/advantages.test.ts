import { expect, it } from "vitest";
import { generalisedAdvantages } from "./advantages.ts";

it("generalisedAdvantages agrees with a table worked by hand", () => {
  // γ = 0.9, λ = 0.5. One environment; the episode is terminated at step 2 and truncated at step 4.
  // δ₁ = 1 + 0.9·2 - 1 = 1.8      A₁ = 1.8 + 0.45·A₂ = 1.8 - 0.45 = 1.35
  // δ₂ = 1 + 0.9·0 - 2 = -1       A₂ = -1 (nothing follows)
  // δ₃ = 0 + 0.9·4 - 3 = 0.6      A₃ = 0.6 + 0.45·A₄ = 0.6 + 0.45·2.5 = 1.725
  // δ₄ = 2 + 0.9·5 - 4 = 2.5      A₄ = 2.5 (the next step is another episode's)
  // δ₅ = 1 + 0.9·1 - 1 = 0.9      A₅ = 0.9 (nothing is known beyond)
  const advantages = new Float32Array(5);
  generalisedAdvantages(
    {
      rewards: Float32Array.of(1, 1, 0, 2, 1),
      values: Float32Array.of(1, 2, 3, 4, 1),
      nextValues: Float32Array.of(2, 0, 4, 5, 1),
      ended: Uint8Array.of(0, 1, 0, 1, 0),
    },
    1,
    { gamma: 0.9, lambda: 0.5 },
    advantages,
  );
  for (const [at, expected] of [1.35, -1, 1.725, 2.5, 0.9].entries()) expect(advantages[at]).toBeCloseTo(expected, 6);
});

it("generalisedAdvantages keeps environments that lie side by side apart", () => {
  const advantages = new Float32Array(4);
  generalisedAdvantages(
    {
      rewards: Float32Array.of(1, 10, 1, 10),
      values: new Float32Array(4),
      nextValues: new Float32Array(4),
      ended: new Uint8Array(4),
    },
    2,
    { gamma: 1, lambda: 1 },
    advantages,
  );
  expect([...advantages]).toEqual([2, 20, 1, 10]);
});
