import { spanAt } from "../arrivals/rate.ts";
import { COLUMN } from "../figures/ended-window.ts";
import type { Span } from "../scenario.ts";
import type { FleetRun } from "./fleet-run.ts";
import type { Plan } from "./plan.ts";

const DAY_S = 86_400;
const HORIZON_S = 7 * DAY_S;
const WINDOW_S = 5;
const BUSINESS_WINDOW_S = 60;
/** Two looks too close together say nothing about a rate: the last one stands. */
const SHORTEST_INTERVAL_MS = 300;
const STANDARD_INTENTS = [
  "intent.optimise_for_mobile",
  "intent.prepare_for_surge",
  "intent.minimise_cost",
  "intent.protect_checkout",
  "intent.maintenance",
];

type Signals = Record<string, number>;

/** What an agent beside the fleet sees: the same names, units and windows as its collectors on a live HAProxy. */
export class Observer {
  private readonly plan: Plan;
  private at = 0;
  private arrived = 0;
  private lookups = 0;
  private hits = 0;
  private usedMs = 0;
  private bytes = 0;
  private rates: Readonly<Signals> = {};

  constructor(plan: Plan) {
    this.plan = plan;
  }

  look(run: FleetRun): Readonly<Signals> {
    if (run.now - this.at >= SHORTEST_INTERVAL_MS) this.rates = this.ratesOf(run);
    const signals: Signals = { ...this.rates, queue_depth: run.fleet.waiting };
    this.addWindow(signals, run);
    this.addOutside(signals, run.now / 1000);
    this.addFaults(signals, run.now / 1000);
    return signals;
  }

  private ratesOf({ now, arrived, fleet }: FleetRun): Signals {
    const seconds = (now - this.at) / 1000;
    const { cache, processors, bytesSent } = fleet;
    let cores = 0;
    let used = 0;
    for (let server = 0; server < processors.cores.length; server += 1) {
      processors.settle(fleet.requests, fleet.jobs, server, now);
      processors.plan(fleet.requests, fleet.jobs, server);
      cores += processors.cores[server] as number;
      used += processors.used[server] as number;
    }
    const lookups = cache.lookups - this.lookups;
    const rates: Signals = {
      request_rate: (arrived - this.arrived) / seconds,
      cache_hit_ratio: lookups === 0 ? 0 : (cache.hits - this.hits) / lookups,
    };
    if (cores > 0) rates["cpu_utilisation"] = (used - this.usedMs) / 1000 / seconds / cores;
    if (this.plan.tellsBytes) rates["throughput"] = (bytesSent - this.bytes) / seconds;
    this.at = now;
    this.arrived = arrived;
    this.lookups = cache.lookups;
    this.hits = cache.hits;
    this.usedMs = used;
    this.bytes = bytesSent;
    return rates;
  }

  private addWindow(signals: Signals, { now, ledger }: FleetRun): void {
    const { window } = ledger;
    const { behaviour } = this.plan.fleet;
    const requests = window.sum(COLUMN.requests, WINDOW_S, now);
    if (requests > 0) {
      const [p50 = Number.NaN, p95 = Number.NaN, p99 = Number.NaN] = window.quantiles([0.5, 0.95, 0.99], WINDOW_S, now);
      signals["latency_p50"] = p50;
      signals["latency_p95"] = p95;
      signals["latency_p99"] = p99;
      signals["error_rate"] = window.sum(COLUMN.failed, WINDOW_S, now) / requests;
      signals["search_share"] = window.sum(COLUMN.search, WINDOW_S, now) / requests;
      signals["checkout_share"] = window.sum(COLUMN.checkout, WINDOW_S, now) / requests;
      signals["mobile_share"] = window.sum(COLUMN.mobile, WINDOW_S, now) / requests;
    }
    const sessions = window.sum(COLUMN.sessions, BUSINESS_WINDOW_S, now);
    if (sessions === 0) return;
    const orders = window.ordersOver(BUSINESS_WINDOW_S, now);
    signals["session_depth"] = window.sum(COLUMN.requests, BUSINESS_WINDOW_S, now) / sessions;
    signals["conversion_rate"] = orders / sessions;
    signals["revenue_rate"] =
      (orders * behaviour.revenuePerOrder) / Math.min(BUSINESS_WINDOW_S, Math.max(1, now / 1000));
  }

  private addOutside(signals: Signals, t: number): void {
    const { startsAt, campaigns, intents } = this.plan.scenario.traffic;
    if (startsAt !== undefined) {
      const day = ((startsAt.secondOfDay + t) / DAY_S) * 2 * Math.PI;
      const week = (startsAt.dayOfWeek * DAY_S + startsAt.secondOfDay + t) / (7 * DAY_S);
      signals["time_of_day.sin"] = Math.sin(day);
      signals["time_of_day.cos"] = Math.cos(day);
      signals["day_of_week.sin"] = Math.sin(week * 2 * Math.PI);
      signals["day_of_week.cos"] = Math.cos(week * 2 * Math.PI);
    }
    if (campaigns !== undefined) addCampaigns(signals, campaigns, t);
    if (intents === undefined) return;
    for (const name of STANDARD_INTENTS) signals[name] = 0;
    for (const [name, spans] of Object.entries(intents)) signals[name] = spanAt(spans, t, 0);
  }

  private addFaults(signals: Signals, t: number): void {
    for (const fault of this.plan.scenario.faults ?? []) {
      if (!("signals" in fault) || t < fault.from || t >= fault.to) continue;
      for (const name of fault.signals) {
        if (fault.kind === "signals-missing") delete signals[name];
        else signals[name] = Number.NaN;
      }
    }
  }
}

function addCampaigns(signals: Signals, campaigns: readonly Span[], t: number): void {
  let startsIn = HORIZON_S;
  let active = 0;
  for (const { from, to, value } of campaigns) {
    if (from <= t && t < to) active = Math.max(active, value);
    if (from > t) startsIn = Math.min(startsIn, from - t);
  }
  signals["campaign_active"] = Math.min(1, Math.max(0, active));
  signals["campaign_starts_in"] = startsIn;
}
