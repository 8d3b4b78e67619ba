/** The queue of trials that any number of workers share. A trial is a matter of a minute or two, not of hours. */
export const trialQueue = {
  name: "trial",
  settings: {
    heartbeatSeconds: 10,
    expireInSeconds: 3_600,
    // The trial counts attempts and is given up; the queue would only lose it.
    retryLimit: 100,
    retryDelay: 1,
    retentionSeconds: 2 * 86_400,
    deleteAfterSeconds: 600,
  },
} as const;
