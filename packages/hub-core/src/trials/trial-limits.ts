/** What a trial needs and what it may cost. */
export const trialLimits = {
  /** Days back that are replayed at most; frames live for a month, but what was a week ago is another fleet's life. */
  days: 7,
  /** Moments of one host that are replayed at most, the newest: two days at one decision a second, some 20 s of work. */
  moments: 200_000,
  /** Minutes of recording below which an agreement says nothing. */
  minutes: 10,
  /** Minutes below which no effect is estimated: a third of them is held back, and the rest has to hold some change. */
  estimateMinutes: 60,
  /** Trials that a tenant may have waiting or under way, over all its fleets. */
  pending: 4,
  /** Trials that a tenant may ask for in a day. */
  perDay: 50,
  /** How long a report is kept. */
  keptDays: 90,
  /** How often a worker tries before the trial is given up. */
  attempts: 3,
} as const;
