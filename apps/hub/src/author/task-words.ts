import type { DeskTask } from "@fleet-persona/hub-core";

/** A task in a sentence, and where it is done. */
export type TaskWords = { readonly says: string; readonly href: string; readonly action: string };

export function taskWords(task: DeskTask): TaskWords {
  const page = `/author/${task.path}`;
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
    case "answer-reviews": {
      const says =
        task.count === 1 ? "One review waits for your answer." : `${task.count} reviews wait for your answer.`;
      return { says, href: `${page}/reviews`, action: "Answer" };
    }
    case "verify-domain":
      return { says: domainSentence(task), href: page, action: "Verify a domain" };
    case "make-keyring":
      return {
        says: "Without a keyring a lost key cannot be replaced. persona publish makes the first one.",
        href: page,
        action: "See the keys",
      };
    default:
      return task satisfies never;
  }
}

function firstReason({ state }: Extract<DeskTask, { kind: "gate-refused" }>): string {
  if (state.kind === "failed") return ` The gate could not judge it: ${state.failure}`;
  const reason = state.kind === "judged" ? state.reasons.find(({ severity }) => severity === "reject") : undefined;
  return reason === undefined ? "" : ` ${reason.message}`;
}

function domainSentence({ domain, failing }: Extract<DeskTask, { kind: "verify-domain" }>): string {
  if (domain === null) return "Buyers see no domain that vouches for you.";
  return failing
    ? `The record of ${domain} was not found lately: put it back before the domain is lost.`
    : `${domain} waits for its record in the DNS.`;
}
