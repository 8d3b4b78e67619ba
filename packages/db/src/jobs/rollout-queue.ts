/** The queue of evaluations that any number of workers share, and how it treats a worker that died. */
export const rolloutQueue = {
  name: "rollouts",
  settings: {
    // A worker that says nothing for that long is dead, and the item is somebody else's.
    heartbeatSeconds: 10,
    // The watchdog of the worker comes long before.
    expireInSeconds: 7_200,
    // The batch counts attempts and gives an item up; the queue would only lose it.
    retryLimit: 100_000,
    retryDelay: 1,
    retentionSeconds: 2 * 86_400,
    deleteAfterSeconds: 600,
  },
} as const;
