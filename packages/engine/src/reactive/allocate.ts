/** A knob of capacity: its value now and the range it may move in. */
export type Knob = { readonly value: number; readonly min: number; readonly max: number };

/** Cores per server and number of servers; a knob that cannot be steered is held at its value. */
export type Capacity = { readonly cores: Knob; readonly servers: Knob };

/** Capacity now, and the most the bounds allow, in the unit of cores × servers. */
export function capacityNow({ cores, servers }: Capacity): number {
  return cores.value * servers.value;
}

export function capacityLimit({ cores, servers }: Capacity): number {
  return cores.max * servers.max;
}

/**
 * Spreads a wanted capacity: first over the cores of the servers there are, then over the number of servers.
 * Servers are added when full ones cannot carry it, and taken away when they would run below their least cores.
 */
export function allocate(wanted: number, { cores, servers }: Capacity): { cores: number; servers: number } {
  const count = within(servers, serversFor(wanted, cores, servers.value));
  return { cores: within(cores, wanted / count), servers: count };
}

function serversFor(wanted: number, cores: Knob, now: number): number {
  const atLeast = Math.ceil(wanted / cores.max - 1e-6);
  const atMost = Math.floor(wanted / cores.min + 1e-6);
  return Math.max(atLeast, Math.min(now, atMost));
}

function within({ min, max }: { min: number; max: number }, value: number): number {
  return Math.min(Math.max(value, min), max);
}
