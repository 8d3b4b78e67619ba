import type { ExperimentStageView, ExperimentView } from "@fleet-persona/hub-core";
import type { ExperimentStatus, VerdictKind } from "@fleet-persona/experiments";
import type { Tone } from "../ui/tone.ts";

type Word = { readonly word: string; readonly tone: Tone; readonly meaning: string };

/** An experiment's state as a chip has it. */
export const statusWords = {
  draft: { word: "Draft", tone: "neutral", meaning: "Declared; nothing runs yet." },
  aa: { word: "A/A", tone: "accent", meaning: "All arms run as the control: nothing must be found." },
  running: { word: "Running", tone: "accent", meaning: "Arms run side by side and are measured." },
  confirming: { word: "Confirming", tone: "accent", meaning: "The winner is measured again on fresh units." },
  "awaiting-promotion": { word: "Waits for you", tone: "warn", meaning: "A winner can be promoted." },
  holdout: { word: "Holdout", tone: "good", meaning: "Promoted; some units stay on the control to see that it lasts." },
  paused: {
    word: "Paused",
    tone: "warn",
    meaning: "Every host runs what is in charge of the fleet; nothing is measured.",
  },
  promoted: { word: "Promoted", tone: "good", meaning: "The winner is in charge of the fleet." },
  concluded: { word: "Concluded", tone: "neutral", meaning: "It came to an end by its own plan." },
  "rolled-back": { word: "Rolled back", tone: "bad", meaning: "Harm was shown; what was in charge before is again." },
  stopped: { word: "Stopped", tone: "neutral", meaning: "Ended before its plan was over." },
} as const satisfies Record<ExperimentStatus, Word>;

export const verdictWords = {
  better: { word: "Better", tone: "good", meaning: "Better on the goal, and every guardrail holds." },
  worse: { word: "Worse", tone: "bad", meaning: "Worse on the goal, or a guardrail is broken." },
  "no-difference": { word: "No difference", tone: "neutral", meaning: "No effect worth finding, shown." },
  inconclusive: { word: "Not settled", tone: "warn", meaning: "The interval does not tell yet." },
  "no-data": { word: "No data", tone: "warn", meaning: "Too little was measured to compare." },
  unhealthy: { word: "Unhealthy", tone: "bad", meaning: "Something spoils the figures; see what is wrong." },
} as const satisfies Record<VerdictKind, Word>;

/** Before its least time an experiment has no data because it is early; afterwards because something is missing. */
export const tooEarly = { word: "Too early", tone: "neutral" } as const satisfies Omit<Word, "meaning">;

/** Whether its least time is still to come. */
export function isEarly({ status, stage }: Pick<ExperimentView, "status" | "stage">): boolean {
  return !isOver(status) && (stage === null || stage.runningS < stage.minS);
}

export const groups = ["all", "open", "paused", "draft", "over"] as const;
export type StatusGroup = (typeof groups)[number];

export const groupWords: Record<StatusGroup, string> = {
  all: "All",
  open: "Under way",
  paused: "Paused",
  draft: "Drafts",
  over: "Over",
};

const over: ReadonlySet<ExperimentStatus> = new Set(["promoted", "concluded", "rolled-back", "stopped"]);

/** Whether it came to its end. */
export function isOver(status: ExperimentStatus): boolean {
  return over.has(status);
}

/** The filter a state belongs to; `all` holds everything. */
export function groupOf(status: ExperimentStatus): Exclude<StatusGroup, "all"> {
  if (status === "draft" || status === "paused") return status;
  return isOver(status) ? "over" : "open";
}

/** Where it is: "10 % of the ramp, step 3 of 6", "A/A", "blocks in turns", "confirming on fresh units"; null before it starts. */
export function stagePhrase({ stage, ramp, plan }: Pick<ExperimentView, "stage" | "ramp" | "plan">): string | null {
  if (stage === null) return null;
  return stageOf(stage, ramp, plan.design.kind === "switchback");
}

function stageOf({ kind, percent }: ExperimentStageView, ramp: ExperimentView["ramp"], turns: boolean): string {
  switch (kind) {
    case "aa":
      return "A/A: all arms run as the control";
    case "ramp": {
      if (turns) return "arms take turns";
      const counts = ramp.filter(({ state }) => state !== "skipped");
      const at = counts.findIndex(({ state }) => state === "current");
      const step = at < 0 ? "" : `, step ${at + 1} of ${counts.length}`;
      return `${percent} % of the ramp${step}`;
    }
    case "confirm":
      return turns ? "confirming on fresh blocks" : "confirming on fresh hosts";
    case "holdout":
      return `holdout: ${100 - percent} % stay on the control`;
    default:
      return kind satisfies never;
  }
}
