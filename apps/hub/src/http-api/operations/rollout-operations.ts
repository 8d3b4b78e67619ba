import { setTimeout as sleep } from "node:timers/promises";
import { cancelRollouts, execute, readRollouts, rolloutIdSchema, submitRollouts } from "@fleet-persona/hub-core";
import type { Actor, Deps, RolloutId, RolloutView } from "@fleet-persona/hub-core";
import { z } from "zod";
import { tokenOperation } from "../operation.ts";
import type { AnyOperation } from "../operation.ts";
import { instant, listOf, named, nothing } from "../schemas/parts.ts";
import { exampleIds, exampleTask } from "./example-data.ts";

// An evolution asks a few times for each generation, and a generation may take a second.
const access = { kind: "token", scope: "rollouts:run", rate: { bucket: "rollouts", perMinute: 600 } } as const;
const limits = { bytes: 16 * 1024 * 1024, unpacked: 24 * 1024 * 1024, patienceMs: 60_000 };
const tag = "Rollouts";
const one = z.object({ rolloutId: rolloutIdSchema });
const params = { rolloutId: exampleIds.rollout };
const lookEveryMs = 400;
const longestWaitMs = 20_000;
const whole = z.int().min(0).max(999_999).default(0);

const rolloutSchema = named(
  "Rollouts",
  "How far a batch is, and what ended.",
  z.object({
    rolloutId: z.string(),
    total: z.int(),
    done: z.int(),
    failed: z.int(),
    expiresAt: instant,
    results: listOf(
      z.union([
        z.object({ index: z.int(), kind: z.literal("done"), result: z.unknown() }),
        z.object({ index: z.int(), kind: z.literal("failed"), code: z.string(), message: z.string() }),
      ]),
    ),
  }),
);

export const rolloutOperations: readonly AnyOperation[] = [
  tokenOperation({
    id: "submitRollouts",
    method: "POST",
    path: "/api/v1/rollouts",
    tag,
    summary: "Put a batch of simulations on the workers' queue",
    description: "Sent again under the same `Idempotency-Key` with the same content it is the same batch.",
    access,
    params: nothing,
    query: nothing,
    headers: [{ name: "idempotency-key", description: "A name for the batch, up to 200 characters.", required: true }],
    body: {
      kind: "json",
      limits,
      required: true,
      schema: z.strictObject({
        task: z.unknown().meta({ description: "what to simulate" }),
        items: z.array(
          z.strictObject({
            genome: z
              .string()
              .regex(/^[A-Za-z0-9+/]*={0,2}$/)
              .meta({ description: "base64" }),
            seeds: z.array(z.int().min(0).max(0xffff_ffff)),
          }),
        ),
      }),
    },
    answer: { status: 202, description: "The batch.", schema: z.object({ rolloutId: z.string(), total: z.int() }) },
    errors: ["idempotency-key-needed", "conflict", "no-items", "too-many-items", "too-many-seeds", "task-refused"],
    examples: [
      {
        name: "One candidate, two seeds",
        headers: { "idempotency-key": "generation-1" },
        body: { task: exampleTask, items: [{ genome: "AAAA", seeds: [1, 2] }] },
        status: 202,
        answer: { rolloutId: exampleIds.rollout, total: 1 },
      },
    ],
    run: async (actor, { core, request, body: { task, items } }) => {
      const requestKey = request.headers.get("idempotency-key") ?? "";
      const submitted = await execute(core, actor, submitRollouts, { requestKey, task, items });
      return { body: submitted, headers: { location: `/api/v1/rollouts/${submitted.rolloutId}` } };
    },
  }),
  tokenOperation({
    id: "readRollouts",
    method: "GET",
    path: "/api/v1/rollouts/{rolloutId}",
    tag,
    summary: "How far a batch is, and what ended",
    description: "Up to 100 results (4 MiB) that ended after the first `after` ones.",
    access,
    params: one,
    query: z.object({
      after: whole.meta({ description: "results that are known already" }),
      wait: whole.meta({ description: "seconds to wait for the next one, 20 at most" }),
    }),
    body: null,
    answer: { status: 200, description: "The batch.", schema: rolloutSchema },
    errors: ["not-found"],
    examples: [
      {
        name: "What ended so far",
        params,
        query: "?after=0",
        status: 200,
        answer: {
          rolloutId: exampleIds.rollout,
          total: 1,
          done: 0,
          failed: 0,
          expiresAt: 1_795_600_000_000,
          results: [],
        },
      },
    ],
    run: async (actor, { core, request, params: { rolloutId }, query: { after, wait } }) => {
      const waitMs = Math.min(wait * 1_000, longestWaitMs);
      return { body: await changed(core, actor, { rolloutId, after, waitMs, signal: request.signal }) };
    },
  }),
  tokenOperation({
    id: "cancelRollouts",
    method: "DELETE",
    path: "/api/v1/rollouts/{rolloutId}",
    tag,
    summary: "Cancel what is left of a batch and delete its results",
    access,
    params: one,
    query: nothing,
    body: null,
    answer: {
      status: 200,
      description: "How many items had not ended.",
      schema: z.object({ rolloutId: z.string(), unfinished: z.int() }),
    },
    errors: ["not-found"],
    examples: [{ name: "Cancel", params, status: 200, answer: { rolloutId: exampleIds.rollout, unfinished: 1 } }],
    run: async (actor, { core, params: asked }) => ({ body: await execute(core, actor, cancelRollouts, asked) }),
  }),
];

type Waiting = {
  readonly rolloutId: RolloutId;
  readonly after: number;
  readonly waitMs: number;
  readonly signal: AbortSignal;
};

async function changed(core: Deps, actor: Actor, { rolloutId, after, waitMs, signal }: Waiting): Promise<RolloutView> {
  const until = performance.now() + waitMs;
  for (;;) {
    const view = await execute(core, actor, readRollouts, { rolloutId, after });
    const ended = view.done + view.failed;
    const left = until - performance.now();
    if (ended > after || ended === view.total || left <= 0 || signal.aborted) return view;
    await sleep(Math.min(lookEveryMs, left));
  }
}
