import { Agent, request } from "node:http";
import { request as secureRequest } from "node:https";
import { chances } from "../http/weather.ts";
import type { DeliveryRow, EndpointRow, EventRow } from "../state/rows-accounts.ts";
import type { World } from "../state/world.ts";
import { fateOf, PROMPT, type DeliveryPolicy } from "./delivery-policy.ts";
import { signatureOf } from "./sign.ts";

const AT_ONCE = 16;
const PATIENCE_MS = 10_000;
const MOST_ATTEMPTS = 12;
const MOST_TIMES = 200_000;

type Waiting = { readonly delivery: string; readonly at: number };

/** Sends events to their endpoints, signed, as the policy says; what is not taken in with a 2xx is tried again, ever later. */
export class Deliverer {
  private readonly world: World;
  private readonly retryBaseMs: number;
  private readonly agent = new Agent({ keepAlive: true, maxSockets: AT_ONCE });
  private policy: DeliveryPolicy = PROMPT;
  private chance: () => number = chances(PROMPT.seed);
  private waiting: Waiting[] = [];
  private readonly seen = new Set<string>();
  private underway = 0;
  private timer: NodeJS.Timeout | null = null;
  private stopped = false;
  private idle: (() => void)[] = [];
  private lastPaced = 0;
  private tookMs: number[] = [];

  constructor(world: World, options: { readonly retryBaseMs: number }) {
    this.world = world;
    this.retryBaseMs = options.retryBaseMs;
  }

  policyNow(): DeliveryPolicy {
    return this.policy;
  }

  setPolicy(policy: DeliveryPolicy): void {
    this.policy = policy;
    this.chance = chances(policy.seed);
  }

  /** Takes up deliveries that were just made, or that were waiting when the process ended. */
  notice(rows: readonly DeliveryRow[]): void {
    const now = Date.now();
    for (const row of rows) {
      if (row.state !== "waiting" || this.seen.has(row.id)) continue;
      this.seen.add(row.id);
      const fate = row.attempts > 0 ? { lost: false, delaysMs: [0] } : fateOf(this.policy, this.chance);
      if (fate.lost) queueMicrotask(() => this.settle(row.id, { state: "lost" }));
      for (const delay of fate.delaysMs) this.enqueue({ delivery: row.id, at: this.paced(now + delay) });
    }
    this.schedule();
  }

  /** Sends an event once more, to every endpoint it was meant for, whatever became of it before. */
  deliverAgain(event: EventRow): number {
    const rows = this.world.tables.deliveries.having("event", event.id);
    for (const row of rows) {
      this.seen.add(row.id);
      this.world.tables.deliveries.put({ ...row, state: "waiting", attempts: 0 });
      this.enqueue({ delivery: row.id, at: Date.now() });
    }
    this.schedule();
    return rows.length;
  }

  /** Resolves once nothing is on its way or held back any more. */
  async settled(): Promise<void> {
    while (this.waiting.length > 0 || this.underway > 0) await new Promise<void>((resolve) => this.idle.push(resolve));
  }

  /** How long each delivery took to be answered, in ms, since this was last asked. */
  takeTimes(): readonly number[] {
    const times = this.tookMs;
    this.tookMs = [];
    return times;
  }

  async stop(): Promise<void> {
    this.stopped = true;
    if (this.timer !== null) clearTimeout(this.timer);
    this.waiting = [];
    this.agent.destroy();
    await this.settled();
  }

  private paced(at: number): number {
    if (this.policy.perSecond === null) return at;
    this.lastPaced = Math.max(at, this.lastPaced + 1000 / this.policy.perSecond);
    return this.lastPaced;
  }

  /** In order of time; equal times keep the order of their making. */
  private enqueue(next: Waiting): void {
    let low = 0;
    let high = this.waiting.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.waiting[middle]?.at ?? 0) <= next.at) low = middle + 1;
      else high = middle;
    }
    this.waiting.splice(low, 0, next);
  }

  private schedule(): void {
    if (this.stopped) return;
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = null;
    if (this.waiting.length === 0) return;
    const wait = Math.max(0, (this.waiting[0]?.at ?? 0) - Date.now());
    this.timer = setTimeout(() => this.pump(), wait);
  }

  private pump(): void {
    this.timer = null;
    const now = Date.now();
    let taken = 0;
    while (this.underway < AT_ONCE && taken < this.waiting.length && (this.waiting[taken]?.at ?? Infinity) <= now) {
      const next = this.waiting[taken++];
      if (next !== undefined) void this.deliver(next.delivery);
    }
    this.waiting.splice(0, taken);
    if (this.underway < AT_ONCE) this.schedule();
  }

  private async deliver(id: string): Promise<void> {
    this.underway += 1;
    try {
      const { deliveries, events, endpoints } = this.world.tables;
      const row = deliveries.get(id);
      const event = row === undefined ? undefined : events.get(row.event);
      const endpoint = row === undefined ? undefined : endpoints.get(row.endpoint);
      if (row === undefined || event === undefined || endpoint === undefined) return;
      const begun = performance.now();
      const status = await this.post(endpoint, event);
      if (this.tookMs.length < MOST_TIMES) this.tookMs.push(performance.now() - begun);
      if (!this.stopped) this.record(id, status);
    } finally {
      this.underway -= 1;
      if (!this.stopped && this.timer === null) this.schedule();
      if (this.underway === 0 && this.waiting.length === 0) {
        const resolvers = this.idle;
        this.idle = [];
        for (const resolve of resolvers) resolve();
      }
    }
  }

  private record(id: string, status: string): void {
    const row = this.world.tables.deliveries.get(id);
    if (row === undefined || row.state === "delivered") return;
    const attempts = row.attempts + 1;
    if (/^2\d\d$/u.test(status)) this.settle(id, { state: "delivered", attempts, lastStatus: status });
    else if (attempts >= MOST_ATTEMPTS) this.settle(id, { state: "given-up", attempts, lastStatus: status });
    else {
      const nextAt = Date.now() + this.retryBaseMs * 2 ** (attempts - 1);
      this.settle(id, { attempts, nextAt, lastStatus: status });
      this.enqueue({ delivery: id, at: nextAt });
    }
  }

  private settle(id: string, change: Partial<DeliveryRow>): void {
    if (this.world.tables.deliveries.get(id) !== undefined) this.world.tables.deliveries.patch(id, change);
  }

  /** The status an endpoint answered with, or why it did not. */
  private post(endpoint: EndpointRow, event: EventRow): Promise<string> {
    const url = new URL(endpoint.url);
    const body = Buffer.from(event.body);
    const secure = url.protocol === "https:";
    return new Promise((resolve) => {
      const sent = (secure ? secureRequest : request)(
        url,
        {
          method: "POST",
          ...(secure ? {} : { agent: this.agent }),
          timeout: PATIENCE_MS,
          headers: {
            "content-type": "application/json; charset=utf-8",
            "content-length": body.length,
            "user-agent": "Stripe/1.0 (+https://stripe.com/docs/webhooks; simulated)",
            // Signed with the machine's time: whoever checks its age looks at the same clock.
            "stripe-signature": signatureOf(event.body, endpoint.secret, Math.floor(Date.now() / 1000)),
          },
        },
        (response) => {
          response.resume();
          response.once("end", () => resolve(String(response.statusCode ?? 0)));
          response.once("error", () => resolve("broken off"));
        },
      );
      sent.once("timeout", () => sent.destroy(new Error("no answer in time")));
      sent.once("error", (error) => resolve(error.message));
      sent.end(body);
    });
  }
}
