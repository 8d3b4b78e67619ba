import type { PlanDraft } from "./plan-draft.ts";

/** What every question of the form is given. */
export type SectionProps = {
  readonly draft: PlanDraft;
  readonly change: (part: Partial<PlanDraft>) => void;
};
