import { tables } from "@fleet-persona/db";
import type { Tx } from "@fleet-persona/db";
import type { Manifest } from "@fleet-persona/persona";
import { standardSignal } from "@fleet-persona/signals";
import { and, desc, eq, isNull } from "drizzle-orm";
import type { FleetId, TenantId } from "../ids.ts";
import type { AttributeSupply, SignalSupply } from "./persona-fit.ts";
import { readHostAbilities } from "./read-host-abilities.ts";
import type { HostAbility } from "./read-host-abilities.ts";
import { baseSignal, contextGiver } from "./signal-origin.ts";

export type Fit = {
  readonly required: readonly SignalSupply[];
  readonly optional: readonly SignalSupply[];
  readonly attributes: readonly AttributeSupply[];
  /** Required signals that hosts which reported do not supply and nobody else does. */
  readonly missing: readonly string[];
};

type Asked = {
  readonly tenantId: TenantId;
  readonly fleetId: FleetId;
  readonly now: Date;
  readonly manifest: Manifest;
};

/** What a fleet can give a Persona: from what its hosts reported, its sources, and what the hub itself tells. */
export async function readFit(tx: Tx, { manifest, ...of }: Asked): Promise<Fit> {
  return fitOf(manifest, await readFleetAbility(tx, of));
}

/** What a fleet can supply and steer, whatever Persona asks. */
type FleetAbility = { readonly hosts: readonly HostAbility[]; readonly sources: ReadonlyMap<string, string> };

export async function readFleetAbility(tx: Tx, of: Pick<Asked, "tenantId" | "fleetId">): Promise<FleetAbility> {
  return { hosts: await readHostAbilities(tx, of), sources: await readSourceNames(tx, of) };
}

/** What a Persona needs, and what it moves. */
export type Needs = Pick<Manifest, "attributes" | "requires"> & {
  readonly policy: { readonly inputs: Pick<Manifest["policy"]["inputs"], "signals"> };
};

/** What of a Persona's needs a fleet can give it. */
export function fitOf({ attributes: moved, requires, policy }: Needs, { hosts, sources }: FleetAbility): Fit {
  const supplyOf = (name: string): SignalSupply => ({ name, ...supply(baseSignal(name), hosts, sources) });
  const inputs = policy.inputs.signals;
  const needed = new Set([...requires.signals, ...inputs.filter((input) => input.required).map(nameOf)]);
  const required = [...needed].map(supplyOf);
  const optional = inputs
    .map(nameOf)
    .filter((name) => !needed.has(name))
    .map(supplyOf);
  const attributes = moved.map(({ name }) => ({
    name,
    required: requires.attributes.includes(name),
    ...steering(name, hosts),
  }));
  const missing = required.filter(({ supply: from }) => from === "missing").map(nameOf);
  return { required, optional, attributes, missing };
}

const nameOf = ({ name }: { readonly name: string }): string => name;

type Supply = Pick<SignalSupply, "supply" | "by">;

function supply(name: string, hosts: readonly HostAbility[], sources: ReadonlyMap<string, string>): Supply {
  const given = contextGiver(name);
  if (given !== null) return given;
  const source = sources.get(name);
  if (source !== undefined) return { supply: "source", by: source };
  const reported = hosts.filter((host) => host.reported);
  const having = reported.filter((host) => host.signals.has(name));
  // A fleet's policy is asked on every host: one that lacks the signal would only ever fall back.
  if (having.length > 0 && having.length === reported.length) return { supply: "target", by: namesOf(having) };
  // A host's own list decides what the hub is told: a target of another name may observe any figure of load and latency.
  const maybe = standardSignal(name)?.family === "performance" && reported.some((host) => host.hasUnknownTarget);
  if (reported.length === 0 || maybe) return { supply: "unknown", by: "" };
  return { supply: "missing", by: having.length === 0 ? "" : `only ${namesOf(having)}` };
}

function steering(name: string, hosts: readonly HostAbility[]): Pick<AttributeSupply, "supply" | "by"> {
  const described = hosts.filter((host) => host.attributes !== null);
  const able = described.filter((host) => host.attributes?.has(name));
  if (able.length > 0) return { supply: "target", by: namesOf(able) };
  return { supply: described.length === 0 ? "unknown" : "missing", by: "" };
}

function namesOf(hosts: readonly HostAbility[]): string {
  const shown = hosts.slice(0, 5).map((host) => host.name);
  return hosts.length > shown.length ? `${shown.join(", ")} and ${hosts.length - shown.length} more` : shown.join(", ");
}

// By signal, the name of a source that may push it.
async function readSourceNames(
  tx: Tx,
  { tenantId, fleetId }: { tenantId: TenantId; fleetId: FleetId },
): Promise<ReadonlyMap<string, string>> {
  const { signalSources: sources } = tables;
  const rows = await tx
    .select({ name: sources.name, signals: sources.signals })
    .from(sources)
    .where(and(eq(sources.tenantId, tenantId), eq(sources.fleetId, fleetId), isNull(sources.revokedAt)))
    .orderBy(desc(sources.name));
  return new Map(rows.flatMap(({ name, signals }) => signals.map((signal): [string, string] => [signal, name])));
}
