import { HubError } from "@fleet-persona/hub-core";

/** What a failed batch means: wait and send it again, or find the row that can never be written. */
export type FailureKind = "unavailable" | "unstorable";

// SQLSTATE classes that blame the data: data exception, integrity constraint, row-level security (42501).
const BLAMES_DATA = /^(22|23)|^42501$/;
const MAX_CAUSES = 8;

/** Judges a rejection of the database by its SQLSTATE, however deeply it is wrapped. What is unknown is retried. */
export function failureKind(error: unknown): FailureKind {
  if (error instanceof HubError) return "unstorable";
  let current = error;
  for (let depth = 0; depth < MAX_CAUSES && typeof current === "object" && current !== null; depth += 1) {
    if ("code" in current && typeof current.code === "string" && BLAMES_DATA.test(current.code)) return "unstorable";
    current = "cause" in current ? current.cause : undefined;
  }
  return "unavailable";
}
