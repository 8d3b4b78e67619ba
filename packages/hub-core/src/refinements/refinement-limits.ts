/** What a refinement needs and what it may cost. */
export const refinementLimits = {
  /** Refinements that a publisher may have waiting or under way, over all its listings. */
  pending: 4,
  /** Refinements that a publisher may ask for in a day. */
  perDay: 20,
  /** Draws below which nothing honest can be learned. */
  leastSteps: 200,
  /** Draws and metric frames that are read at most; what is beyond is left out, whole hosts of it. */
  mostDecisions: 200_000,
  mostFrames: 2_000_000,
  /** How often a worker tries before it is given up. */
  attempts: 3,
  /** Bytes of a candidate's files in all. */
  fileBytes: 32 * 1024 * 1024,
} as const;
