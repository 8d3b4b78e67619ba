import { Agent, request as httpRequest } from "node:http";
import { CLIENT_TIMEOUT_MS } from "../sizing.ts";
import type { LoadOrder, LoadReport } from "./load-report.ts";
import { quantile } from "./quantile.ts";
import { arrivals, type Arrival } from "./schedule.ts";
import { seconds, type SecondBucket } from "./seconds.ts";

/** Requests that the generator has under way at most. */
export const MOST_UNDER_WAY = 1_500;
const order = JSON.stringify({ items: [{ id: 7, count: 1 }], note: "please leave it with the neighbour" });

/**
 * Sends every request at its own time whatever became of the others, and counts its latency from that intended time: a slow
 * answer cannot hide the ones that waited behind it. Bounded: beyond `MOST_UNDER_WAY` a request counts as failed at once.
 */
export async function openLoop(load: LoadOrder, onSecond: (bucket: SecondBucket) => void): Promise<LoadReport> {
  const agent = new Agent({ keepAlive: true, maxSockets: Number.POSITIVE_INFINITY, scheduling: "lifo" });
  const url = new URL(load.url);
  const book = seconds();
  const told: SecondBucket[] = [];
  const late: number[] = [];
  let underWay = 0;
  let dropped = 0;
  const start = performance.now();
  const tell = (before: number) => {
    for (const bucket of book.closed(before)) {
      told.push(bucket);
      onSecond(bucket);
    }
  };
  const begin = (arrival: Arrival) => {
    const second = Math.floor(arrival.at / 1000);
    book.expect(second);
    if (second >= load.warmupSeconds) late.push(performance.now() - start - arrival.at);
    if (underWay >= MOST_UNDER_WAY) {
      dropped += 1;
      book.settle(second, CLIENT_TIMEOUT_MS, true);
      return;
    }
    underWay += 1;
    send(agent, url, arrival, (failed) => {
      underWay -= 1;
      book.settle(second, performance.now() - start - arrival.at, failed);
    });
  };
  await pace(arrivals(load.trace, load.seed, load.durationSeconds), start, begin, (elapsed) =>
    tell(Math.floor(elapsed / 1000)),
  );
  await untilNone(() => underWay);
  agent.destroy();
  tell(Number.POSITIVE_INFINITY);
  const measured = told.filter((bucket) => bucket.second >= load.warmupSeconds).sort((a, b) => a.second - b.second);
  const latencies = book.latencies(load.warmupSeconds).sort();
  return {
    requests: latencies.length,
    errors: measured.reduce((sum, bucket) => sum + bucket.errors, 0),
    p50Ms: quantile(latencies, 0.5),
    p95Ms: quantile(latencies, 0.95),
    p99Ms: quantile(latencies, 0.99),
    breachSeconds: measured.filter((bucket) => bucket.breach).length,
    dropped,
    lateP99Ms: quantile(Float64Array.from(late).sort(), 0.99),
    seconds: measured,
  };
}

async function untilNone(count: () => number): Promise<void> {
  while (count() > 0) await sleep(20);
}

async function pace(
  schedule: Iterable<Arrival>,
  start: number,
  begin: (arrival: Arrival) => void,
  tick: (elapsed: number) => void,
): Promise<void> {
  let nextTick = 1000;
  for (const arrival of schedule) {
    for (let wait = start + arrival.at - performance.now(); wait > 0.3; wait = start + arrival.at - performance.now()) {
      await sleep(Math.max(1, Math.floor(wait)));
    }
    begin(arrival);
    if (arrival.at >= nextTick) {
      tick(arrival.at);
      nextTick = arrival.at + 500;
    }
  }
}

function send(agent: Agent, url: URL, { kind, path }: Arrival, done: (failed: boolean) => void): void {
  const post = kind === "checkout";
  let ended = false;
  const end = (failed: boolean) => {
    if (ended) return;
    ended = true;
    clearTimeout(timer);
    done(failed);
  };
  const headers = post ? { "content-type": "application/json", "content-length": order.length } : {};
  const request = httpRequest(
    { agent, host: url.hostname, port: url.port, method: post ? "POST" : "GET", path, headers },
    (response) => {
      response.resume();
      response.on("end", () => end((response.statusCode ?? 0) >= 400));
      response.on("error", () => end(true));
    },
  );
  const timer = setTimeout(() => {
    end(true);
    request.destroy();
  }, CLIENT_TIMEOUT_MS);
  request.on("error", () => end(true));
  request.end(post ? order : undefined);
}

const sleep = (ms: number) =>
  new Promise<void>((resolve) => {
    setTimeout(resolve, ms);
  });
