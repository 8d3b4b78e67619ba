import type { SignalReading, Signals } from "@fleet-persona/engine";
import type { StatusServer } from "./status-server.ts";

/**
 * What `stub_status` tells: `request_rate` (1/s since the last look, without our own requests), `active_connections` and
 * `waiting_connections` (now; ours left out of the first). The first look, and one after a restart, gives no rate.
 * Latencies and errors are not in it: a log source brings those.
 */
export function nginxSignals(server: StatusServer): (now: number) => Promise<Signals> {
  let last: { at: number; requests: number; asked: number } | null = null;
  return async (now) => {
    const asked = server.asked() + 1;
    const { requests, active, waiting } = await server.stub();
    const before = last;
    last = { at: now, requests, asked };
    const signals: Record<string, SignalReading> = {
      active_connections: { value: Math.max(0, active - 1), at: now },
      waiting_connections: { value: waiting, at: now },
    };
    if (before !== null && now > before.at && requests >= before.requests) {
      const served = requests - before.requests - (asked - before.asked);
      signals["request_rate"] = { value: Math.max(0, served) / ((now - before.at) / 1_000), at: now };
    }
    return signals;
  };
}
