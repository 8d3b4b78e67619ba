import { TRPCClientError } from "@trpc/client";

type Answered = { readonly code?: unknown; readonly detail?: unknown };

/** Whether a call failed because somebody else was faster. */
export function isConflict(error: unknown): boolean {
  return answeredBy(error)?.code === "CONFLICT";
}

/** The hub's own literal for a refusal (`signals-missing: …`); null when it gave none. */
export function refusalOf(error: unknown): string | null {
  const detail = answeredBy(error)?.detail;
  return typeof detail === "string" ? detail : null;
}

function answeredBy(error: unknown): Answered | null {
  return error instanceof TRPCClientError ? ((error.data as Answered | undefined) ?? null) : null;
}
