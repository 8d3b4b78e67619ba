import type { Tx } from "@fleet-persona/db";
import { sql } from "drizzle-orm";
import type { RefinementId } from "./refinement.ts";
import { refinementLimits } from "./refinement-limits.ts";

/** What one host of a consenting tenant told while experiments ran, oldest first. Nothing leads back from `tenant` or `host`. */
export type HostJournalRows = {
  readonly tenant: string;
  readonly host: string;
  /** Decision records with what learning reads of them and no more. */
  readonly decisions: readonly unknown[];
  /** Ms since 1970 of each frame, and its figures in the order of `columns`; null: not observed. */
  readonly frames: readonly { readonly at: number; readonly samples: readonly (number | null)[] }[];
};

/** Everything a refinement may learn from. */
export type Journals = {
  readonly columns: readonly string[];
  readonly hosts: readonly HostJournalRows[];
  /** Whether there was more than is read at most. */
  readonly truncated: boolean;
};

/** Columns of a frame that say what a stretch of time came to. */
export const OUTCOME_COLUMNS = [
  "experiment_marker",
  "request_rate",
  "latency_p95",
  "error_rate",
  "allocated_cores",
  "revenue_rate",
] as const;

// An hour of one experiment at a time: an answer of a hundred hosts stays within some megabytes.
const windowMs = 3_600_000;

/** Reads what the database hands out to a refinement that runs, and nothing else; empty for any other. */
export async function readJournals(tx: Tx, refinementId: RefinementId): Promise<Journals> {
  const hosts = new Map<string, Collected>();
  const of = (tenant: string, host: string): Collected => {
    const known = hosts.get(`${tenant}/${host}`) ?? { tenant, host, decisions: [], frames: [] };
    hosts.set(`${tenant}/${host}`, known);
    return known;
  };
  const left = { decisions: refinementLimits.mostDecisions, frames: refinementLimits.mostFrames };
  const experiments = await tx.execute<Experiment>(sql`
    select experiment_id, alias, extract(epoch from started_at) * 1000 as started, extract(epoch from ended_at) * 1000 as ended
    from refinement_experiments(${refinementId}::uuid)`);
  for (const { experiment_id: experiment, alias, started, ended } of experiments) {
    const until = Number(ended) + 60_000;
    for (let from = Number(started) - 60_000; from < until && left.decisions > 0 && left.frames > 0; from += windowMs) {
      const window = { refinementId, experiment, from, to: Math.min(until, from + windowMs) };
      for (const { host, record } of await decisionsIn(tx, window)) {
        of(alias, host).decisions.push(record);
        left.decisions -= 1;
      }
      for (const { host, at, samples } of await framesIn(tx, window)) {
        of(alias, host).frames.push({ at: Number(at), samples });
        left.frames -= 1;
      }
    }
  }
  return { columns: OUTCOME_COLUMNS, hosts: [...hosts.values()], truncated: left.decisions <= 0 || left.frames <= 0 };
}

type Frame = HostJournalRows["frames"][number];
type Collected = { readonly tenant: string; readonly host: string; decisions: unknown[]; frames: Frame[] };
type Experiment = { experiment_id: string; alias: string; started: string; ended: string };
type Window = {
  readonly refinementId: RefinementId;
  readonly experiment: string;
  readonly from: number;
  readonly to: number;
};

const instant = (at: number) => sql`${new Date(at).toISOString()}::timestamptz`;

function decisionsIn(tx: Tx, { refinementId, experiment, from, to }: Window) {
  return tx.execute<{ host: string; record: unknown }>(sql`
    select host, record from refinement_decisions(${refinementId}::uuid, ${experiment}::uuid, ${instant(from)}, ${instant(to)})`);
}

function framesIn(tx: Tx, { refinementId, experiment, from, to }: Window) {
  const columns = sql.raw(`array[${OUTCOME_COLUMNS.map((name) => `'${name}'`).join(", ")}]`);
  return tx.execute<{ host: string; at: string; samples: (number | null)[] }>(sql`
    select host, extract(epoch from at) * 1000 as at, samples
    from refinement_frames(${refinementId}::uuid, ${experiment}::uuid, ${instant(from)}, ${instant(to)}, ${columns})`);
}
