import type { Configuration } from "@fleet-persona/persona";
import { ArrivalStream } from "../arrivals/arrival-stream.ts";
import { Chance, STREAM } from "../chance/chance.ts";
import { ENDING } from "../figures/ended-window.ts";
import { Ledger } from "../figures/ledger.ts";
import { TRAIT } from "../requests/request-table.ts";
import { bytesOf, compressionMs } from "./compression.ts";
import { conditionsAt } from "./conditions.ts";
import { CostMeter } from "./cost-meter.ts";
import { Fleet } from "./fleet.ts";
import type { Plan } from "./plan.ts";
import { defaultsOf, orderedValue, settingsOf } from "./settings.ts";

type Order = { readonly at: number; readonly changes: Configuration };

/** One run of a scenario: the clock, who arrives, what changes, and what is measured. Times in ms since the start. */
export class FleetRun {
  now = 0;
  config: Configuration;
  /** Requests that have been sent so far. */
  arrived = 0;
  readonly ledger: Ledger;
  readonly fleet: Fleet;
  readonly meter: CostMeter;
  private readonly plan: Plan;
  private readonly arrivals: ArrivalStream;
  private readonly busting: Chance;
  /** What the meter said when it was last told of. */
  toldCoreMs = 0;
  toldCost = 0;
  private orders: readonly Order[] = [];
  private nextTick = 1000;
  private boundary = 0;
  private coreMsAtTick = 0;
  private costAtTick = 0;
  /** When something else than requests changes the run. */
  private nextChange = 1000;
  private readonly inServiceSince: Float64Array;

  constructor(plan: Plan) {
    const { scenario, fleet } = plan;
    this.plan = plan;
    this.config = defaultsOf(fleet);
    this.ledger = new Ledger(scenario.seconds, fleet);
    this.arrivals = new ArrivalStream(plan.arrivals);
    this.busting = new Chance(scenario.seed, STREAM.faults);
    this.meter = new CostMeter(fleet.servers.length, fleet.cost);
    this.inServiceSince = new Float64Array(fleet.servers.length).fill(Number.NEGATIVE_INFINITY);
    const settings = settingsOf(fleet, this.config);
    this.fleet = new Fleet(plan, this.ledger, settings, conditionsAt(scenario, 0));
    this.fleet.configure(settings);
    this.arrangeServers();
    this.scheduleChange();
  }

  /** Orders changes; each is in force after the delay of its cost class. */
  order(changes: Configuration): void {
    for (const [name, value] of Object.entries(changes)) {
      const attribute = this.plan.fleet.attributes.find((candidate) => candidate.name === name);
      const taken = attribute === undefined ? null : orderedValue(attribute, value);
      if (attribute === undefined || taken === null) continue;
      const at = this.now + this.plan.fleet.actuationDelayS[attribute.cost] * 1000;
      // A later order of the same attribute replaces one that is still on its way.
      const others = this.orders.filter((order) => !(name in order.changes));
      this.orders = [...others, { at, changes: { [name]: taken } }].toSorted((a, b) => a.at - b.at);
    }
    this.takeOrders();
    this.scheduleChange();
  }

  /** Simulates until `end`. */
  runTo(end: number): void {
    this.loop(end);
    this.now = end;
  }

  /** When nobody comes any more: those who are under way still get their end, while the clock of the run stands. */
  drain(): void {
    const { fleet } = this;
    this.nextChange = Number.POSITIVE_INFINITY;
    const end = this.now;
    for (let turn = 0; turn < 1_000 && fleet.underWay > 0; turn += 1) {
      this.loop(this.now + 1000);
      this.now = Math.max(this.now, end + (turn + 1) * 1000);
    }
    this.ledger.sent.closeBefore(Number.POSITIVE_INFINITY, this.plan.fleet);
    this.now = end;
  }

  private loop(end: number): void {
    const { fleet, arrivals } = this;
    const { nextAt } = fleet.processors;
    const servers = nextAt.length;
    for (;;) {
      let at = arrivals.at;
      let server = -1;
      for (let index = 0; index < servers; index += 1) {
        const own = nextAt[index] as number;
        if (own < at) {
          at = own;
          server = index;
        }
      }
      const other = Math.min(fleet.nextDeadline, this.nextChange);
      if (other <= at) {
        if (other > end) return;
        // A request may come to its server after its client's time was up: its end is now, not then.
        this.now = Math.max(this.now, other);
        if (this.nextChange <= other) this.change();
        else fleet.expire(this.now);
        continue;
      }
      // An arrival at the very end belongs to what follows.
      if (at > end || (at === end && server < 0)) return;
      this.now = at;
      if (server >= 0) fleet.act(server, at);
      else this.arrive(at);
    }
  }

  private arrive(at: number): void {
    const { arrivals, plan, fleet, ledger } = this;
    const { kind, item, size, key, visitor } = arrivals;
    const { conditions, settings } = fleet;
    this.arrived += 1;
    ledger.sent.arrive((at / 1000) | 0);
    let traits = visitor < conditions.mobileShare ? TRAIT.mobile : 0;
    if ((visitor * 4096) % 1 < 1 / plan.fleet.behaviour.sessionDepth) traits |= TRAIT.beginsSession;
    const cacheable = plan.cacheable[kind] === 1;
    const foreign = plan.bustsCache && this.busting.next() < conditions.bustShare;
    const { overheadMs } = plan.fleet;
    if (cacheable && settings.cacheTtlMs > 0) {
      if (foreign) fleet.cache.missForeign();
      else if (fleet.cache.lookUp(item, at)) {
        ledger.end(
          at,
          overheadMs.cache + compressionMs(plan, settings),
          plan.column[kind] as number,
          traits,
          ENDING.answered,
        );
        fleet.bytesSent += bytesOf(plan, settings, kind);
        arrivals.draw(plan.arrivals);
        return;
      }
    }
    const { requests } = fleet;
    const slot = requests.take();
    requests.sentAt[slot] = at;
    requests.size[slot] = size * conditions.heaviness;
    requests.item[slot] = cacheable && !foreign ? item : -1;
    requests.key[slot] = key;
    requests.kind[slot] = kind;
    requests.traits[slot] = traits;
    arrivals.draw(plan.arrivals);
    fleet.underWay += 1;
    fleet.dispatch(slot, at, -1);
  }

  private change(): void {
    const { now, plan } = this;
    if (now >= this.nextTick) this.tick();
    const next = (plan.boundaries[this.boundary] ?? Number.POSITIVE_INFINITY) * 1000;
    if (now >= next) {
      this.boundary += 1;
      this.fleet.conditions = conditionsAt(plan.scenario, next / 1000);
      this.arrangeServers();
    }
    this.takeOrders();
    if (plan.fleet.startUpS !== undefined) this.arrangeServers();
    this.scheduleChange();
  }

  private tick(): void {
    const second = Math.round(this.nextTick / 1000);
    this.meter.advance(this.now);
    const { sent } = this.ledger;
    sent.coreMs[second - 1] = this.meter.coreMs - this.coreMsAtTick;
    sent.cost[second - 1] = this.meter.cost - this.costAtTick;
    this.coreMsAtTick = this.meter.coreMs;
    this.costAtTick = this.meter.cost;
    this.ledger.roll(second, this.fleet.underWay, this.extraMobileMs());
    this.nextTick += 1000;
    this.arrangeServers();
  }

  private extraMobileMs(): number {
    const { compression } = this.plan.fleet;
    if (compression === undefined) return 0;
    return compression.mobileTransferMs * (this.fleet.settings.compresses ? compression.ratio : 1);
  }

  private takeOrders(): void {
    const due = this.orders.filter(({ at }) => at <= this.now);
    if (due.length === 0) return;
    this.orders = this.orders.filter(({ at }) => at > this.now);
    for (const { changes } of due) this.config = { ...this.config, ...changes };
    this.fleet.configure(settingsOf(this.plan.fleet, this.config));
    this.arrangeServers();
  }

  private scheduleChange(): void {
    const boundary = (this.plan.boundaries[this.boundary] ?? Number.POSITIVE_INFINITY) * 1000;
    this.nextChange = Math.min(this.nextTick, boundary, this.orders[0]?.at ?? Number.POSITIVE_INFINITY);
  }

  /** Brings each server's state in line with settings and conditions. */
  private arrangeServers(): void {
    const { fleet, plan, now } = this;
    const { processors, table, settings, conditions, requests, jobs } = fleet;
    const { servers, parkedCores = 0, startUpS = 0 } = plan.fleet;
    let total = 0;
    let differs = false;
    for (let server = 0; server < servers.length; server += 1) {
      const serves = (plan.place[server] as number) < settings.activeServers;
      if (!serves) this.inServiceSince[server] = Number.POSITIVE_INFINITY;
      else if (this.inServiceSince[server] === Number.POSITIVE_INFINITY) this.inServiceSince[server] = now;
      const hasStarted = (this.inServiceSince[server] as number) + startUpS * 1000 <= now || startUpS === 0;
      const usable = serves && hasStarted && conditions.believedDown[server] !== true ? 1 : 0;
      const isParked = !serves && jobs.count(server) === 0 && (fleet.ownLines[server]?.length ?? 0) === 0;
      const cores = isParked ? parkedCores : settings.cores * (servers[server]?.size ?? 1);
      total += cores;
      if (conditions.down[server] === true && jobs.count(server) > 0) fleet.lose(server, now);
      if (usable !== table.usable[server]) differs = true;
      processors.settle(requests, jobs, server, now);
      processors.setCores(server, cores);
      processors.worth[server] = conditions.worth[server] ?? 1;
      table.usable[server] = usable;
      processors.plan(requests, jobs, server);
    }
    if (differs) fleet.serversChanged(now);
    else for (let server = 0; server < servers.length; server += 1) fleet.replan(server, now);
    this.meter.change(now, total, (server) => (plan.place[server] as number) < settings.activeServers);
  }
}
