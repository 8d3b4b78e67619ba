import { tables } from "@fleet-persona/db";
import type { Tx } from "@fleet-persona/db";
import { LEAST_UNITS } from "@fleet-persona/experiments";
import type { ExperimentPlan, Metric } from "@fleet-persona/experiments";
import { and, desc, eq, inArray, max } from "drizzle-orm";
import type { TenantId } from "../ids.ts";
import type { ExperimentObstacle } from "./experiment.ts";
import { readOpenRecord } from "./experiment-record.ts";
import { readFleetFacts } from "./fleet-facts.ts";
import type { FleetFacts, FleetHost } from "./fleet-facts.ts";
import { readFrames, sampleOf } from "./read-frames.ts";
import { resolveArms } from "./resolve-arms.ts";
import type { ResolveAsked } from "./resolve-arms.ts";
import type { Resolved } from "./resolved.ts";

/** Agents that know what an experiment is. */
export const leastProtocol = 4;
const recentMs = 600_000;

type Examined = {
  readonly facts: FleetFacts;
  readonly resolved: Resolved;
  readonly obstacles: readonly ExperimentObstacle[];
};

/** Everything that stands between a plan and its start, the gravest first, each with what to do. */
export async function examinePlan(tx: Tx, asked: Omit<ResolveAsked, "slug">): Promise<Examined> {
  const { tenantId, fleetId, plan, now } = asked;
  const facts = await readFleetFacts(tx, { tenantId, fleetId, now });
  const { resolved, obstacles } = await resolveArms(tx, { ...asked, slug: facts.slug });
  const open = await readOpenRecord(tx, tenantId, fleetId);
  const claimed =
    open === null
      ? []
      : [
          of(
            "fleet-claimed",
            `The experiment "${open.plan.name}" (number ${open.number}) holds this fleet: stop it, or wait for its end.`,
          ),
        ];
  const held = facts.held === null ? [] : [of(facts.held.code, facts.held.sentence)];
  const measuring = await measuringObstacles(tx, asked, facts.hosts);
  const sharing = plan.design.kind === "hosts" ? await sharingObstacles(tx, facts, resolved) : [];
  return {
    facts,
    resolved,
    obstacles: [...claimed, ...held, ...hostObstacles(plan, facts.hosts), ...measuring, ...obstacles, ...sharing],
  };
}

function of(code: string, message: string, blocks = true): ExperimentObstacle {
  return { code, message, blocks };
}

function hostObstacles(plan: ExperimentPlan, hosts: readonly FleetHost[]): readonly ExperimentObstacle[] {
  const online = hosts.filter((host) => host.online);
  const silent = hosts.filter((host) => !host.online).map(({ name }) => name);
  if (online.length === 0)
    return [
      of("hosts-offline", "No host of this fleet answers. Start its agents, and see that they reach the gateway."),
    ];
  const found: ExperimentObstacle[] = [];
  const old = online.filter(({ protocol }) => protocol === null || protocol < leastProtocol).map(({ name }) => name);
  if (old.length > 0)
    found.push(
      of("agents-too-old", `${listed(old)} cannot say under which arm a figure was made. Update the agents there.`),
    );
  if (plan.design.kind === "hosts") {
    const least = LEAST_UNITS * plan.arms.length;
    if (online.length === 1)
      found.push(
        of(
          "one-host",
          "There is one host, and a host cannot be compared with itself. Take a switchback: it compares stretches of time.",
        ),
      );
    else if (online.length < least)
      found.push(
        of(
          "too-few-hosts",
          `${online.length} hosts answer and ${plan.arms.length} arms take ${least}. Add hosts, or take a switchback.`,
        ),
      );
  }
  if (silent.length > 0)
    found.push(of("some-hosts-offline", `${listed(silent)} do not answer: they take no part until they do.`, false));
  return found;
}

// What hosts have in common blurs a comparison between them; it is said, and left to who plans.
async function sharingObstacles(
  tx: Tx,
  { sharesLoad }: FleetFacts,
  { arms }: Resolved,
): Promise<readonly ExperimentObstacle[]> {
  const found: ExperimentObstacle[] = [];
  if (sharesLoad)
    found.push(
      of(
        "shares-load",
        "The hosts share load: what one arm takes on, the other is spared. Take a switchback, or declare that each has traffic of its own.",
        false,
      ),
    );
  const shared = await sharedAttributes(tx, [
    ...new Set(Object.values(arms).map(({ personaVersionId }) => personaVersionId)),
  ]);
  if (shared.length > 0)
    found.push(
      of(
        "fleet-attribute",
        `${listed(shared)} is set for the whole fleet at once: hosts cannot differ in it. Take a switchback.`,
        false,
      ),
    );
  return found;
}

/** The attributes that these versions move for all hosts at once. */
export async function sharedAttributes(tx: Tx, ids: readonly string[]): Promise<readonly string[]> {
  const { personaVersions } = tables;
  if (ids.length === 0) return [];
  const versions = await tx
    .select({ manifest: personaVersions.manifest })
    .from(personaVersions)
    .where(inArray(personaVersions.id, [...ids]));
  const names = versions.flatMap(({ manifest }) =>
    manifest.attributes.filter(({ scope }) => scope === "fleet").map(({ name }) => name),
  );
  return [...new Set(names)];
}

function listed(names: readonly string[]): string {
  const shown = names.slice(0, 5).join(", ");
  return names.length > 5 ? `${shown} and ${names.length - 5} more` : shown;
}

async function measuringObstacles(
  tx: Tx,
  { tenantId, plan, now }: Omit<ResolveAsked, "slug">,
  hosts: readonly FleetHost[],
): Promise<readonly ExperimentObstacle[]> {
  const { metricFrames: frames } = tables;
  const ids = hosts.filter(({ online }) => online).map(({ hostId }) => hostId);
  if (ids.length === 0) return [];
  const [newest] = await tx
    .select({ at: max(frames.at) })
    .from(frames)
    .where(and(eq(frames.tenantId, tenantId), inArray(frames.hostId, ids)));
  const at = newest?.at?.getTime() ?? 0;
  if (now.getTime() - at > recentMs)
    return [
      of(
        "no-traffic",
        "No host has recorded anything in the last ten minutes. See that the agents run and that requests reach the fleet.",
      ),
    ];
  if (await allIdle(tx, { tenantId, ids, now }))
    return [
      of("no-traffic", "No request reaches the fleet: every host reports a request rate of nought. Send it traffic."),
    ];
  return withoutSignal(plan, await reportedSignals(tx, tenantId, ids));
}

const idleMs = 60_000;
const asked = { hosts: 20, frames: 20 } as const;

// Where the rate is reported at all.
async function allIdle(
  tx: Tx,
  { tenantId, ids, now }: { tenantId: TenantId; ids: readonly string[]; now: Date },
): Promise<boolean> {
  const since = new Map(ids.slice(0, asked.hosts).map((id) => [id, now.getTime() - idleMs]));
  const frames = await readFrames(tx, { tenantId, since, most: asked.frames });
  const rates = [...frames.values()].flat().flatMap((frame) => sampleOf(frame, "request_rate") ?? []);
  return rates.length > 0 && rates.every((rate) => rate === 0);
}

/** The columns of the newest dictionaries of some hosts. */
export async function reportedSignals(
  tx: Tx,
  tenantId: string,
  hostIds: readonly string[],
): Promise<ReadonlySet<string>> {
  const { frameDictionaries: dictionaries } = tables;
  const rows = await tx
    .select({ hostId: dictionaries.hostId, epoch: dictionaries.epoch, signals: dictionaries.signals })
    .from(dictionaries)
    .where(and(eq(dictionaries.tenantId, tenantId), inArray(dictionaries.hostId, [...hostIds])))
    .orderBy(desc(dictionaries.epoch));
  const newest = [...Map.groupBy(rows, ({ hostId }) => hostId).values()].flatMap((mine) =>
    mine.filter(({ epoch }) => epoch === mine[0]?.epoch),
  );
  return new Set(newest.flatMap(({ signals }) => signals.map(({ name }) => name)));
}

/** The columns that a metric is made of. */
export function columnsOf({ measure }: Metric): readonly string[] {
  switch (measure.kind) {
    case "mean":
    case "quantile":
      return [measure.signal];
    case "share":
      return measure.any.map(({ signal }) => signal);
    case "ratio":
      return [...measure.numerator, ...measure.denominator];
    default:
      return measure satisfies never;
  }
}

function withoutSignal(plan: ExperimentPlan, reported: ReadonlySet<string>): readonly ExperimentObstacle[] {
  const guarding = new Set(plan.guardrails.map(({ metric }) => metric));
  return plan.metrics.flatMap((metric) => {
    const missing = columnsOf(metric).filter((column) => !reported.has(column));
    if (missing.length === 0) return [];
    const decides = metric.name === plan.goal ? "goal" : guarding.has(metric.name) ? "guardrail" : null;
    const what = `${metric.title} needs ${missing.join(", ")}, which no host reports.`;
    if (decides === null) return [of("metric-without-signal", `${what} It will stay empty.`, false)];
    return [
      of(
        `${decides}-without-signal`,
        `${what} Report it (the host's allow-list says what leaves it), or take another ${decides}.`,
      ),
    ];
  });
}
