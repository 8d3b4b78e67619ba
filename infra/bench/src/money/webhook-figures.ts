import type { EmbeddedPostgres } from "@fleet-persona/db";
import postgres from "postgres";
import { benchResult } from "../result.ts";
import type { BenchResult } from "../result.ts";
import { startHub } from "../store/hub-under-test.ts";
import { sendEvents } from "./event-load.ts";
import type { Answered } from "./event-load.ts";
import { startFake } from "./fake-under-test.ts";
import type { FakeUnderTest } from "./fake-under-test.ts";
import { paymentVariables } from "./payment-variables.ts";

type Load = { readonly perSecond: number; readonly seconds: number };

/**
 * How long the hub in production takes to acknowledge events at a rate that does not wait for it. Throws where one that was acknowledged is
 * not stored, or more than once.
 */
export async function webhookFigures(
  server: EmbeddedPostgres,
  folder: string,
  { perSecond, seconds }: Load,
  progress: (line: string) => void,
): Promise<readonly BenchResult[]> {
  await using fake = await startFake({});
  await using hub = await startHub(server.appUrl, folder, { variables: paymentVariables(fake) });
  const bodies = await makeBodies(fake, Math.round(perSecond * (seconds + 30)));
  const load = async (what: string, path: string, forSeconds: number, from: number): Promise<readonly Answered[]> => {
    progress(`${what}: ${perSecond} a second for ${forSeconds} s`);
    const count = Math.round(perSecond * forSeconds);
    const [method, sent] = path === "/healthz" ? (["GET", null] as const) : (["POST", bodies.slice(from)] as const);
    const how = { url: `${hub.url}${path}`, method, secret: fake.webhookSecret, bodies: sent };
    return sendEvents({ ...how, count, perSecond, seed: from + 1 });
  };
  const events = "/api/payments/events";
  const warmUp = await load("webhook warm-up", events, 15, 0);
  const baseline = await load("baseline", "/healthz", Math.min(20, seconds), 1);
  const answers = await load("webhook", events, seconds, warmUp.length);
  await requireStored(server, [...warmUp, ...answers]);
  const took = timesOf(answers);
  const refused = answers.filter(({ status }) => status !== 200).map(({ status }) => status);
  if (refused.length > 0) progress(`webhook: not acknowledged, with status ${[...new Set(refused)].join(", ")}`);
  return [
    benchResult({ name: "webhook_ack_p99_ms", value: share(took, 0.99), unit: "ms", target: { atMost: 50 } }),
    benchResult({ name: "webhook_ack_p50_ms", value: share(took, 0.5), unit: "ms", target: null }),
    benchResult({ name: "webhook_ack_max_ms", value: share(took, 1), unit: "ms", target: null }),
    benchResult({
      name: "webhook_not_acked",
      value: answers.length - took.length,
      unit: "events",
      target: { atMost: 0 },
    }),
    benchResult({ name: "baseline_p50_ms", value: share(timesOf(baseline), 0.5), unit: "ms, /healthz", target: null }),
    benchResult({ name: "baseline_p99_ms", value: share(timesOf(baseline), 0.99), unit: "ms, /healthz", target: null }),
  ];
}

const timesOf = (answers: readonly Answered[]): readonly number[] =>
  answers
    .filter(({ status }) => status === 200)
    .map(({ fromIntendedMs }) => fromIntendedMs)
    .toSorted((a, b) => a - b);

const share = (sorted: readonly number[], part: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN;

type Event = { readonly id: string };

// What the processor really says of payments, each with an id of its own; every tenth comes a second time, a little later.
async function makeBodies(fake: FakeUnderTest, count: number): Promise<{ eventId: string; body: string }[]> {
  const past = { payments: 200, days: 10, seed: 3, refunded: 0, transferTo: null, ours: true };
  await fake.call("seed", past);
  await fake.call("stir", 600);
  const events = await fake.all<Event>("/v1/events");
  const bodies: { eventId: string; body: string }[] = [];
  for (let place = 0; bodies.length < count; place += 1) {
    const eventId = `evt_bench_${place}`;
    bodies.push({ eventId, body: JSON.stringify({ ...events[place % events.length], id: eventId }, null, 2) });
    const again = place % 10 === 9 ? bodies[bodies.length - 7] : undefined;
    if (again !== undefined) bodies.push(again);
  }
  return bodies;
}

async function requireStored(server: EmbeddedPostgres, answers: readonly Answered[]): Promise<void> {
  const sql = postgres(server.ownerUrl, { max: 1, onnotice: () => {} });
  try {
    const rows = await sql<{ event_id: string; times: number }[]>`
      select event_id, count(*)::integer as times from payment_events group by event_id`;
    const stored = new Map(rows.map((row) => [row.event_id, row.times]));
    const acked = new Set(answers.filter(({ status }) => status === 200).map(({ eventId }) => eventId ?? ""));
    const wrong = [...acked].filter((id) => stored.get(id) !== 1);
    if (acked.size === 0 || wrong.length > 0)
      throw new Error(`${wrong.length} of ${acked.size} acknowledged events are not stored exactly once: ${wrong[0]}`);
  } finally {
    await sql.end();
  }
}
