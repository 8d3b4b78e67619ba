/**
 * The terms of a fleet's lease, ms. A holder may act for `ttlMs + graceMs` from its own question; the hub waits `marginMs` longer
 * before it hands the lease to another host, for clocks that do not run equally fast.
 */
export const leaseTerms = { ttlMs: 45_000, graceMs: 60_000, marginMs: 2_000 } as const;
