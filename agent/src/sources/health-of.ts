import type { SourceHealth } from "./source.ts";

/** Health by age: `problem` wins, then `stale` once the newest observation is older than `staleMs`. */
export function healthOf(
  now: number,
  lastAt: number | null,
  staleMs: number,
  problem: string | null,
  note: string | null = null,
): SourceHealth {
  if (problem !== null) return { state: "failed", lastAt, message: problem };
  if (lastAt === null) return { state: "waiting", lastAt, message: note ?? "Nothing has arrived yet." };
  if (now - lastAt <= staleMs) return { state: "fresh", lastAt, message: note };
  const age = Math.round((now - lastAt) / 1000);
  return { state: "stale", lastAt, message: note ?? `Nothing new for ${age} s; its signals keep their old time.` };
}
