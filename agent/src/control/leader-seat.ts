import type { Leadership } from "@fleet-persona/engine";
import type { Configuration } from "@fleet-persona/persona";
import type { FleetState, FleetValues, Lease } from "@fleet-persona/protocol";
import { z } from "zod";
import { readFileIfPresent, writeFileAtomically } from "../state/atomic-file.ts";

const keptSchema = z.strictObject({
  /** `legacy`: the hub knows no leaders, and each host decides for itself. */
  kind: z.enum(["unknown", "legacy", "leased"]),
  epoch: z.int().nonnegative(),
  /** Until when this host may lead, ms since the epoch; null when it does not hold the lease. */
  until: z.number().nullable(),
  savedAt: z.number(),
  values: z.record(z.string(), z.union([z.number(), z.string(), z.boolean()])),
  seq: z.int().nonnegative(),
});
type Kept = z.infer<typeof keptSchema>;

const NOTHING: Kept = { kind: "unknown", epoch: 0, until: null, savedAt: 0, values: {}, seq: 0 };

export type LeaderSeatDeps = Readonly<{
  path: string;
  hostId: string;
  /** Milliseconds that only ever run forward within this process, near the wall clock when it started. */
  clock: () => number;
}>;

/**
 * Whether this host leads its fleet, and what the leader decided. A lease counts from when it was asked for, so that this
 * host's idea of it never outlasts the hub's. Survives a restart without a hub; a clock that was set back ends it.
 */
export class LeaderSeat {
  readonly #deps: LeaderSeatDeps;
  #kept: Kept;

  constructor(deps: LeaderSeatDeps) {
    this.#deps = deps;
    const text = readFileIfPresent(deps.path);
    const parsed = text === undefined ? undefined : keptSchema.safeParse(parseJson(text));
    this.#kept = parsed?.success === true ? parsed.data : NOTHING;
    if (deps.clock() < this.#kept.savedAt) this.#kept = { ...this.#kept, until: null };
  }

  /** Who decides fleet-scope attributes right now. */
  role(): Leadership {
    const { kind, until, values } = this.#kept;
    if (kind === "legacy" || (until !== null && this.#deps.clock() < until)) return { kind: "leads" };
    return Object.keys(values).length > 0 ? { kind: "follows", values } : { kind: "nobody" };
  }

  get epoch(): number {
    return this.#kept.epoch;
  }

  /** A session with a hub of this protocol version began. */
  met(version: number): void {
    if (version < 2) this.#keep({ ...NOTHING, kind: "legacy" });
    else if (this.#kept.kind === "legacy") this.#keep(NOTHING);
  }

  /** The hub's answer; one from an epoch that is over is ignored. */
  heard({ epoch, holder, ttlMs, graceMs, askedAt }: Lease): void {
    if (epoch < this.#kept.epoch) return;
    const mine = holder === this.#deps.hostId;
    this.#keep({ ...this.#kept, kind: "leased", epoch, until: mine ? askedAt + ttlMs + graceMs : null });
  }

  /** What the leader decided, as the hub tells it. This host's own word comes back to it the same way. */
  told(leadership: FleetState["leadership"]): void {
    if (leadership === undefined || leadership.epoch < this.#kept.epoch) return;
    if (leadership.epoch === this.#kept.epoch && leadership.seq <= this.#kept.seq) return;
    const { epoch, seq, values, holder } = leadership;
    const until = epoch > this.#kept.epoch && holder !== this.#deps.hostId ? null : this.#kept.until;
    this.#keep({ ...this.#kept, kind: "leased", epoch, seq, values, until });
  }

  /** What this host decided as the leader; the message for the hub, or undefined when nothing is new or it does not lead. */
  decided(values: Configuration, at: number): Omit<FleetValues, "type"> | undefined {
    const { kind, until, epoch, seq, values: before } = this.#kept;
    if (kind !== "leased" || until === null || this.#deps.clock() >= until) return undefined;
    if (Object.entries(values).every(([name, value]) => before[name] === value)) return undefined;
    const next = { ...before, ...values };
    this.#keep({ ...this.#kept, seq: seq + 1, values: next });
    return { epoch, seq: seq + 1, at, values: next };
  }

  /** The newest word of this host as the leader, for a session that begins. */
  repeated(at: number): Omit<FleetValues, "type"> | undefined {
    const { epoch, seq, values } = this.#kept;
    return this.role().kind === "leads" && this.#kept.kind === "leased" && seq > 0
      ? { epoch, seq, at, values }
      : undefined;
  }

  #keep(kept: Kept): void {
    this.#kept = { ...kept, savedAt: this.#deps.clock() };
    writeFileAtomically(this.#deps.path, JSON.stringify(this.#kept));
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
