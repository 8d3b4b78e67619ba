/** The queue of what has to be signed anew: it says that there is something, never what. One waits and one is worked on. */
export const trustQueue = {
  name: "tend-trust",
  settings: { policy: "stately", retryLimit: 2, retryDelay: 10 },
} as const;
