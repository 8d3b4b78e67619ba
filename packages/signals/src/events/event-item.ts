/** Something that people did, so often at that time. `session` only tells sessions apart and is kept as a hash. */
export type CountedEvent = {
  readonly kind: "event";
  readonly event: string;
  readonly count: number;
  readonly session: string | null;
  readonly at: number;
};

/** What one unit of a running experiment came to. */
export type ExperimentOutcome = {
  readonly kind: "outcome";
  readonly experiment: string;
  readonly variant: string;
  readonly outcome: string | null;
  readonly value: number;
  readonly at: number;
};

export type EventItem = CountedEvent | ExperimentOutcome;

export type EventRefusalCode = "item-invalid" | "not-allowed" | "time-invalid" | "too-old" | "too-new";
export type EventRefusal = { readonly index: number; readonly code: EventRefusalCode; readonly message: string };

export type ParsedEvents =
  | { readonly kind: "parsed"; readonly items: readonly EventItem[]; readonly refused: readonly EventRefusal[] }
  | { readonly kind: "malformed"; readonly message: string };

export type EventRules = {
  readonly now: number;
  /** Events further back than this count for nothing any more, in ms. */
  readonly windowMs: number;
  readonly events: (name: string) => boolean;
  readonly experiments: (name: string) => boolean;
};

/** At most this many items in one request: some 15 ms of an agent's only thread. */
export const MOST_EVENTS = 2_000;
