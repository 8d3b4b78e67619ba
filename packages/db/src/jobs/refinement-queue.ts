/** The queue of refinements that any number of workers share. One takes minutes, and its worker may die. */
export const refinementQueue = {
  name: "refinement",
  settings: {
    heartbeatSeconds: 10,
    expireInSeconds: 14_400,
    // The refinement counts attempts and is given up; the queue would only lose it.
    retryLimit: 100,
    retryDelay: 1,
    retentionSeconds: 2 * 86_400,
    deleteAfterSeconds: 600,
  },
} as const;
