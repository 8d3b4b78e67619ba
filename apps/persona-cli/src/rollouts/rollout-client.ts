import { gzipSync } from "node:zlib";
import { z } from "zod";
import type { Credentials } from "../fleet/credentials.ts";
import { askHub, understood } from "../fleet/hub-client.ts";

const submittedSchema = z.object({ rolloutId: z.string(), total: z.number() });
const outcomeSchema = z.discriminatedUnion("kind", [
  z.object({ index: z.number(), kind: z.literal("done"), result: z.unknown() }),
  z.object({ index: z.number(), kind: z.literal("failed"), code: z.string(), message: z.string() }),
]);
const pageSchema = z.object({
  total: z.number(),
  done: z.number(),
  failed: z.number(),
  results: z.array(outcomeSchema),
});

/** What is to be worked out: bytes that the task's kind understands, and the seeds of the scenarios. */
export type RolloutItem = { readonly genome: Uint8Array; readonly seeds: readonly number[] };

/** What became of the item that stood at `index`. */
export type ItemOutcome = z.output<typeof outcomeSchema>;
type Page = z.output<typeof pageSchema>;

const submitPatienceMs = 120_000;
const waitS = 20;
const cancelPatienceMs = 5_000;
const path = "/api/v1/rollouts";

/** Puts a batch on the queue; the same `key` with the same batch is the same one. Typed arrays in the task become lists. */
export async function submitBatch(
  credentials: Credentials,
  key: string,
  { task, items }: { readonly task: object; readonly items: readonly RolloutItem[] },
  signal: AbortSignal,
): Promise<z.output<typeof submittedSchema>> {
  const coded = items.map(({ genome, seeds }) => ({ genome: Buffer.from(genome).toString("base64"), seeds }));
  const response = await askHub(credentials, path, {
    method: "POST",
    headers: { "content-type": "application/json", "content-encoding": "gzip", "idempotency-key": key },
    body: gzipSync(JSON.stringify({ task, items: coded }, asPlain)),
    signal: AbortSignal.any([signal, AbortSignal.timeout(submitPatienceMs)]),
  });
  return understood(response, submittedSchema);
}

/** What ended after the first `after` items; waits some seconds for the next. */
export async function readBatch(
  credentials: Credentials,
  { rolloutId, after }: { readonly rolloutId: string; readonly after: number },
  signal: AbortSignal,
): Promise<Page> {
  const query = new URLSearchParams({ after: String(after), wait: String(waitS) });
  const patience = AbortSignal.timeout(2_000 * waitS);
  const asked = { signal: AbortSignal.any([signal, patience]) };
  return understood(await askHub(credentials, `${path}/${rolloutId}?${query.toString()}`, asked), pageSchema);
}

/** Ends a batch, if it is still there and the hub answers: it ends by itself within a day. */
export async function endBatch(credentials: Credentials, rolloutId: string): Promise<void> {
  const asked = { method: "DELETE", signal: AbortSignal.timeout(cancelPatienceMs) };
  await askHub(credentials, `${path}/${rolloutId}`, asked).catch(() => undefined);
}

function asPlain(_key: string, value: unknown): unknown {
  return ArrayBuffer.isView(value) && !(value instanceof DataView) ? Array.from(value as Float64Array) : value;
}
