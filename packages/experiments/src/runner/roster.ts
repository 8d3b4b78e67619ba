import { stableShare } from "../assignment/stable-hash.ts";
import { nextOf, shuffled } from "./dealing.ts";
import type { Advanced, RunEffect, Experiment, Facts } from "./experiment.ts";
import { armsInIt, controlOf, note, presentHosts } from "./experiment.ts";
import type { HostUnit } from "./run.ts";

const namesShown = 5;

/** Hosts that came are dealt, hosts that went leave their unit, hosts that came back take it again; the log says so. */
export function withRoster(experiment: Experiment, { hosts, now }: Facts): Advanced {
  const here = new Map(hosts.map(({ hostId, name }) => [hostId, name]));
  const left = presentHosts(experiment).filter(([id]) => !here.has(id));
  const back = [...here.keys()].filter((id) => (experiment.hosts[id]?.leftAt ?? null) !== null);
  const came = [...here.keys()].filter((id) => experiment.hosts[id] === undefined);
  const changed: Record<string, HostUnit> = { ...experiment.hosts };
  for (const [id, unit] of left) changed[id] = { ...unit, leftAt: now };
  for (const id of back) {
    const unit = changed[id];
    if (unit !== undefined) changed[id] = { ...unit, leftAt: null };
  }
  const dealt = dealHosts({ ...experiment, hosts: changed }, came, now);
  const effects: RunEffect[] = [];
  if (left.length > 0)
    effects.push(note("hosts-left", `${counted(left.length)} left: the figures they gave stay, they give no more.`));
  if (back.length > 0) effects.push(note("hosts-back", `${named(back, here)} came back to the arm they had.`));
  if (came.length > 0 && experiment.run.stage !== null)
    effects.push(note("hosts-joined", `${named(came, here)} joined and took part from now on.`));
  return { experiment: { ...experiment, hosts: dealt }, effects };
}

function counted(count: number): string {
  return count === 1 ? "1 host" : `${count} hosts`;
}

function named(ids: readonly string[], names: ReadonlyMap<string, string>): string {
  const shown = ids.slice(0, namesShown).map((id) => names.get(id) ?? id);
  const more = ids.length - shown.length;
  return more > 0 ? `${shown.join(", ")} and ${more} more` : shown.join(", ");
}

/** The hosts with new ones dealt to the arms that are still in it, in an order that nobody chose. */
export function dealHosts(experiment: Experiment, ids: readonly string[], now: number): Experiment["hosts"] {
  const { seed, plan, run } = experiment;
  if (plan.design.kind === "switchback")
    return { ...experiment.hosts, ...Object.fromEntries(ids.map((id) => [id, newcomer(null, 0, now)])) };
  const shares = armsInIt(experiment);
  const hosts: Record<string, HostUnit> = { ...experiment.hosts };
  const counts = tally(presentHosts(experiment).map(([, { arm }]) => arm));
  const places = tally(Object.values(hosts).map(({ arm }) => arm));
  for (const id of shuffled(seed, ids)) {
    const arm = nextOf(shares, counts, stableShare(`${seed}/${id}/arm`));
    hosts[id] = newcomer(arm, places[arm] ?? 0, now);
    counts[arm] = (counts[arm] ?? 0) + 1;
    places[arm] = (places[arm] ?? 0) + 1;
  }
  return run.status === "confirming" ? withConfirming({ ...experiment, hosts }, ids) : hosts;
}

function newcomer(arm: string | null, place: number, now: number): HostUnit {
  return { arm, place, enrolledAt: now, treatedAt: null, confirms: null, heldOut: false, leftAt: null };
}

export function tally(names: readonly (string | null)[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const name of names) if (name !== null) counts[name] = (counts[name] ?? 0) + 1;
  return counts;
}

/** Hosts that are there and that no treatment has touched. */
export function freshHosts(experiment: Experiment): readonly string[] {
  return presentHosts(experiment)
    .filter(([, { treatedAt, confirms }]) => treatedAt === null && confirms === null)
    .map(([id]) => id);
}

/** Fresh hosts dealt to the control and the winner alike. */
export function withConfirming(experiment: Experiment, ids: readonly string[]): Experiment["hosts"] {
  const { seed, run, plan } = experiment;
  const hosts: Record<string, HostUnit> = { ...experiment.hosts };
  const shares = [controlOf(plan), run.winner ?? ""].map((name) => ({ name, weight: 1 }));
  const counts = tally(presentHosts(experiment).map(([, { confirms }]) => confirms));
  for (const id of shuffled(`${seed}/confirm`, ids)) {
    const unit = hosts[id];
    if (unit === undefined) continue;
    const confirms = nextOf(shares, counts, stableShare(`${seed}/${id}/confirm`));
    counts[confirms] = (counts[confirms] ?? 0) + 1;
    hosts[id] = { ...unit, confirms };
  }
  return hosts;
}

/** Some hosts stay on the control after the promotion: those first that never were on anything else. */
export function withHeldOut(experiment: Experiment): Experiment["hosts"] {
  const { seed, plan } = experiment;
  const present = presentHosts(experiment).map(([id]) => id);
  const wanted = Math.min(present.length - 1, Math.max(1, Math.round((present.length * plan.holdout.percent) / 100)));
  const order = shuffled(`${seed}/holdout`, present);
  const untouched = order.filter((id) => experiment.hosts[id]?.treatedAt === null);
  const chosen = new Set([...untouched, ...order.filter((id) => !untouched.includes(id))].slice(0, wanted));
  return Object.fromEntries(
    Object.entries(experiment.hosts).map(([id, unit]) => [id, { ...unit, heldOut: chosen.has(id) }]),
  );
}
