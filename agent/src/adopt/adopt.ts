import { AgentError } from "../agent-error.ts";
import { ADOPTERS } from "./adopters.ts";
import type { Adopter, AdoptionOptions, AdoptionPlan } from "./adopter.ts";
import { applyEdits, unifiedDiff } from "./unified-diff.ts";

/** A plan with what follows from it: `diff` is unified, `edited` is the text as it would be. */
export type Adoption = AdoptionPlan & { readonly kind: string; readonly diff: string; readonly edited: string };

/**
 * Reads an existing configuration and says what it takes to steer it; changes nothing.
 * Throws `not-adoptable` when no adopter knows the text or the one that does finds nothing to steer.
 */
export function adopt(text: string, options: AdoptionOptions, adopters: readonly Adopter[] = ADOPTERS): Adoption {
  const adopter = adopters.find((candidate) => candidate.recognises(text));
  if (adopter === undefined) {
    const kinds = adopters.map(({ kind }) => kind).join(" or ");
    throw new AgentError(
      "not-adoptable",
      `${options.file} is not a configuration of ${kinds}: name the main file of one of them.`,
    );
  }
  const plan = adopter.plan(text, options);
  return {
    kind: adopter.kind,
    ...plan,
    diff: unifiedDiff(options.file, text, plan.edits),
    edited: applyEdits(text, plan.edits),
  };
}
