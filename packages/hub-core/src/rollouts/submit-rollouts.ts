import { createHash, randomUUID } from "node:crypto";
import { enqueueJobs, rolloutQueue, tables } from "@fleet-persona/db";
import type { Tx } from "@fleet-persona/db";
import { and, eq, sql } from "drizzle-orm";
import { z } from "zod";
import { HubError } from "../hub-error.ts";
import type { TenantId } from "../ids.ts";
import { lineSchema } from "../text.ts";
import { defineCommand } from "../use-case/define.ts";
import type { Context } from "../use-case/define.ts";
import { rolloutIdSchema } from "./rollout.ts";
import type { RolloutId } from "./rollout.ts";
import { refuseTooLarge, refuseTooMuch } from "./rollout-limits.ts";
import { parseRolloutTask } from "./rollout-task.ts";
import { scenarioSize, sizeOfLearning } from "./scenario-size.ts";

const keptMs = 24 * 3_600_000;

const itemSchema = z.strictObject({
  genome: z.string().transform((text, context) => {
    const bytes = Buffer.from(text, "base64");
    // Buffer skips what it does not know; what does not come back as it went was no base64.
    if (bytes.toString("base64") !== text) context.addIssue("not base64");
    return Uint8Array.from(bytes);
  }),
  seeds: z.array(z.int().min(0).max(0xffff_ffff)),
});

/** A batch of one task over many genomes. */
const input = z.strictObject({ requestKey: lineSchema(200), task: z.unknown(), items: z.array(itemSchema) });

type Asked = z.output<typeof input>;
type Batch = Asked & { readonly text: string; readonly bytes: number; readonly hash: Uint8Array };
export type SubmittedRollouts = { readonly rolloutId: RolloutId; readonly total: number };

/**
 * Puts a batch of evaluations on the queue that all workers share. The same `requestKey` with the same content is the same batch,
 * however often it comes; with another content it is a `conflict`.
 */
export const submitRollouts = defineCommand({
  name: "submitRollouts",
  scope: "operator",
  input,
  run: async (context, asked): Promise<SubmittedRollouts> => {
    const task = parseRolloutTask(asked.task);
    const text = JSON.stringify(task);
    refuseTooLarge({ text, scenario: scenarioSize(task), learning: sizeOfLearning(task), items: asked.items });
    const batch = { ...asked, text, bytes: bytesOf(text, asked), hash: hashOf(text, asked) };
    const { tx, actor } = context;
    // What a tenant has is counted and added to by one sender at a time.
    await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`rollouts:${actor.tenantId}`}, 0))`);
    const known = await findByKey(tx, actor.tenantId, batch);
    const total = asked.items.length;
    return { rolloutId: known ?? (await add(context, batch)), total };
  },
  entityId: ({ rolloutId }) => rolloutId,
  details: (_, { total }) => ({ items: total }),
});

async function findByKey(tx: Tx, tenantId: TenantId, { requestKey, hash }: Batch): Promise<RolloutId | null> {
  const { rolloutBatches: batches } = tables;
  const [row] = await tx
    .select({ id: batches.id, hash: batches.requestHash })
    .from(batches)
    .where(and(eq(batches.tenantId, tenantId), eq(batches.requestKey, requestKey)));
  if (row === undefined) return null;
  if (Buffer.compare(row.hash, hash) !== 0)
    throw new HubError("conflict", "This idempotency key came with another batch before: use a new one.");
  return rolloutIdSchema.parse(row.id);
}

async function add({ tx, actor, now }: Context<"operator">, batch: Batch): Promise<RolloutId> {
  const { rolloutBatches: batches, rolloutItems } = tables;
  const { tenantId, userId } = actor;
  const { requestKey, hash, text, bytes, items } = batch;
  const held = await readHeld(tx, tenantId);
  refuseTooMuch(held, { pending: items.length, bytes });
  const [made] = await tx
    .insert(batches)
    .values({
      tenantId,
      requestKey,
      requestHash: hash,
      task: text,
      bytes,
      items: items.length,
      createdBy: userId,
      createdAt: now,
      expiresAt: new Date(now.getTime() + keptMs),
    })
    .returning({ id: batches.id });
  const rolloutId = rolloutIdSchema.parse(made?.id);
  const rows = items.map(({ genome, seeds }, position) => ({
    tenantId,
    batchId: rolloutId,
    position,
    jobId: randomUUID(),
    genome,
    seeds,
  }));
  await tx.insert(rolloutItems).values(rows);
  // Who has little waiting goes first, so that a tenant with thousands does not make all the others wait.
  const jobs = rows.map(({ jobId, position: index }) => ({
    id: jobId,
    data: { tenantId, rolloutId, index },
    priority: -(held.pending + index),
  }));
  await enqueueJobs(tx, rolloutQueue.name, jobs);
  return rolloutId;
}

async function readHeld(tx: Tx, tenantId: TenantId): Promise<{ pending: number; bytes: number }> {
  const { rolloutBatches: batches } = tables;
  const [row] = await tx
    .select({
      pending: sql<string>`coalesce(sum(${batches.items} - ${batches.done} - ${batches.failed}), 0)`,
      bytes: sql<string>`coalesce(sum(${batches.bytes}), 0)`,
    })
    .from(batches)
    .where(eq(batches.tenantId, tenantId));
  return { pending: Number(row?.pending), bytes: Number(row?.bytes) };
}

function bytesOf(text: string, { items }: Asked): number {
  return items.reduce((total, { genome, seeds }) => total + genome.length + 8 * seeds.length, Buffer.byteLength(text));
}

function hashOf(text: string, { items }: Asked): Uint8Array {
  const hash = createHash("sha256").update(text);
  for (const { genome, seeds } of items) hash.update(`\0${genome.length} ${seeds.join(" ")}\0`).update(genome);
  return Uint8Array.from(hash.digest());
}
