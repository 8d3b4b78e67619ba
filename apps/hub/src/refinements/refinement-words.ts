import type { ReportInterval, RefinementSummary } from "@fleet-persona/hub-core";
import { shownNumber } from "../ui/figures.ts";
import type { Tone } from "../ui/tone.ts";

type State = RefinementSummary["state"];

/** What a refinement's state is called. */
export const refinementStates: Record<State, { readonly word: string; readonly tone: Tone; readonly meaning: string }> =
  {
    queued: { word: "Waiting", tone: "neutral", meaning: "A worker takes it as soon as one is free." },
    running: { word: "Running", tone: "accent", meaning: "A worker learns from what fleets recorded." },
    ready: {
      word: "To be signed",
      tone: "warn",
      meaning: "A candidate waits for your signature; nobody else's counts.",
    },
    published: { word: "Published", tone: "good", meaning: "The candidate is a version." },
    failed: { word: "No candidate", tone: "neutral", meaning: "It came to nothing; the reason says what to do." },
  };

export const methodWords: Record<RefinementSummary["method"], string> = {
  ppo: "stays near its parent (PPO)",
  dqn: "learns what each choice was worth (DQN)",
  evolution: "breeds from its parent (evolution)",
};

/** "+0.052 (0.01 to 0.09)". */
export function rewardFigure({ value, low, high }: ReportInterval): string {
  if (value === null) return "–";
  const sign = value > 0 ? "+" : "";
  return `${sign}${shownNumber(value)} (${shownNumber(low)} to ${shownNumber(high)})`;
}
