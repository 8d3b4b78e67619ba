/** The queue of store events that somebody has to be told of; a job names one event. */
export const storeEventQueue = {
  name: "store-events",
  settings: {
    heartbeatSeconds: 10,
    expireInSeconds: 600,
    // Telling people is due however long it takes: an event is marked when everybody was told.
    retryLimit: 100_000,
    retryDelay: 2,
    retentionSeconds: 14 * 86_400,
    deleteAfterSeconds: 600,
  },
} as const;
