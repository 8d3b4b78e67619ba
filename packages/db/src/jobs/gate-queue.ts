/** The queue of versions that the gate has to look at, shared by all workers. */
export const gateQueue = {
  name: "gate",
  settings: {
    // A worker that says nothing for that long is dead, and the run is somebody else's.
    heartbeatSeconds: 30,
    expireInSeconds: 7_200,
    // The run counts its attempts and gives up; the queue would only lose it.
    retryLimit: 100_000,
    retryDelay: 2,
    retentionSeconds: 14 * 86_400,
    deleteAfterSeconds: 600,
  },
} as const;
