import { setTimeout as sleep } from "node:timers/promises";
import {
  cancelRollouts,
  execute,
  readRollouts,
  resolveApiActor,
  submitRollouts,
  takeRateToken,
} from "@fleet-persona/hub-core";
import type { Actor, Deps, RolloutView } from "@fleet-persona/hub-core";
import { z } from "zod";
import { RequestRefusal } from "./api-error.ts";
import { bearerToken } from "./bearer-token.ts";
import { readText } from "./read-body.ts";

const limits = { bytes: 16 * 1024 * 1024, unpacked: 24 * 1024 * 1024, patienceMs: 60_000 };

// An evolution asks a few times for each generation, and a generation may take a second.
const requestsPerMinute = 600;

const lookEveryMs = 400;
const longestWaitMs = 20_000;
const noStore = { "cache-control": "no-store" };

/** `POST` a batch: `{ task, items: [{ genome: base64, seeds }] }`; sent again under the same `Idempotency-Key` it is the same batch. */
export async function postRollouts(core: Deps, request: Request): Promise<Response> {
  const actor = await open(core, request);
  const requestKey = request.headers.get("idempotency-key");
  if (requestKey === null)
    throw new RequestRefusal("idempotency-key-needed", 428, "Name the batch in the header Idempotency-Key.");
  const body = parsedBody(await readText(request, limits));
  // The use case judges what is in them; here it is only taken apart.
  const asked = { requestKey, task: body.task, items: body.items } as z.input<(typeof submitRollouts)["input"]>;
  const submitted = await execute(core, actor, submitRollouts, asked);
  const headers = { ...noStore, location: `/api/v1/rollouts/${submitted.rolloutId}` };
  return Response.json(submitted, { status: 202, headers });
}

/** `GET ?after=N&wait=S`: what ended after the first N items; waits up to S seconds (20 at most) until something has. */
export async function getRollouts(core: Deps, request: Request, rolloutId: string): Promise<Response> {
  const actor = await open(core, request);
  const { searchParams } = new URL(request.url);
  const after = wholeNumber(searchParams, "after");
  const waitMs = Math.min(wholeNumber(searchParams, "wait") * 1_000, longestWaitMs);
  const view = await changed(core, actor, { rolloutId, after, waitMs, signal: request.signal });
  return Response.json(view, { headers: noStore });
}

/** `DELETE`: nobody works on it any more, and its results are gone. */
export async function deleteRollouts(core: Deps, request: Request, rolloutId: string): Promise<Response> {
  const actor = await open(core, request);
  const cancelled = await execute(core, actor, cancelRollouts, { rolloutId });
  return Response.json(cancelled, { headers: noStore });
}

async function open(core: Deps, request: Request): Promise<Actor> {
  const actor = await resolveApiActor(core, bearerToken(request), "rollouts:run");
  const key = `rollouts:${actor.apiTokenId}`;
  await takeRateToken(core, { key, limit: requestsPerMinute, windowSeconds: 60 });
  return actor;
}

type Waiting = {
  readonly rolloutId: string;
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

const bodySchema = z.strictObject({ task: z.unknown(), items: z.unknown() });

function parsedBody(text: string): z.output<typeof bodySchema> {
  try {
    return bodySchema.parse(JSON.parse(text));
  } catch {
    throw new RequestRefusal(
      "body-malformed",
      400,
      'The body must be JSON: { "task": …, "items": [{ "genome", "seeds" }] }.',
    );
  }
}

function wholeNumber(query: URLSearchParams, name: string): number {
  const text = query.get(name) ?? "0";
  if (/^\d{1,6}$/.test(text)) return Number(text);
  throw new RequestRefusal("query-malformed", 400, `${name} must be a whole number.`);
}
