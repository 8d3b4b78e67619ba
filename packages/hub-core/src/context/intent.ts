/** Whether something with a beginning and an end is yet to come, holds, or is over. */
export type Phase = "upcoming" | "running" | "over";

/** One thing a person declared that a fleet should live for. Reaches policies as `intent.<name>`. */
export type IntentView = {
  readonly intentId: string;
  readonly name: string;
  readonly weight: number;
  readonly from: number;
  readonly until: number | null;
  readonly target: string | null;
  readonly phase: Phase;
  /** The email address of who declared it. */
  readonly declaredBy: string;
  readonly declaredAt: number;
  /** When somebody, or its time, ended it. */
  readonly endedAt: number | null;
};

/** The phase at `now` of what runs from one instant until another, ms; null has no end. */
export function phaseOf(from: number, until: number | null, now: Date): Phase {
  if (until !== null && until <= now.getTime()) return "over";
  return from <= now.getTime() ? "running" : "upcoming";
}
