import type { DeskTask } from "@fleet-persona/hub-core";

/** A task in a sentence, and where it is done. */
export type TaskWords = { readonly says: string; readonly href: string; readonly action: string };

export function taskWords(task: DeskTask): TaskWords {
  const page = `/author/${task.personaId}`;
  switch (task.kind) {
    case "fix-advisory":
      return {
        says: `“${task.says}” has no version that fixes it. Publish one and name it in an advisory.`,
        href: "/author/publish",
        action: "Publish a fix",
      };
    case "gate-refused":
      return {
        says: `Version ${task.version} cannot reach a fleet.${firstReason(task)}`,
        href: `/reviews/${task.personaVersionId}`,
        action: "See why",
      };
    case "finish-draft": {
      const [first] = task.missing;
      if (first === undefined) return { says: "Nothing is missing any more.", href: page, action: "List it" };
      const more = task.missing.length - 1;
      return {
        says: more === 0 ? first.message : `${first.message} And ${more} more.`,
        href: page,
        action: "Finish it",
      };
    }
    default:
      return task satisfies never;
  }
}

function firstReason({ state }: Extract<DeskTask, { kind: "gate-refused" }>): string {
  if (state.kind === "failed") return ` The gate could not judge it: ${state.failure}`;
  const reason = state.kind === "judged" ? state.reasons.find(({ severity }) => severity === "reject") : undefined;
  return reason === undefined ? "" : ` ${reason.message}`;
}
