import { intersectBounds, type Bound, type Bounds } from "@fleet-persona/engine";
import { readFileIfPresent, writeFileAtomically } from "../state/atomic-file.ts";
import { agentConfigSchema, loadAgentConfig, parseAgentConfig } from "../config/agent-config.ts";
import { hostBounds } from "../config/host-bounds.ts";
import { openTargets } from "../open-targets.ts";
import { readStanding } from "../personas/assignment-file.ts";
import { readBundle } from "../personas/persona-folder.ts";
import { stateFolder, type StateFolder } from "../state/state-folder.ts";
import { parseBound } from "./bound-text.ts";
import type { Given } from "./command-line.ts";

type Layer = Readonly<{ name: string; bounds: Bounds }>;

/** `fleet-agent bounds`: every layer side by side, and what is left of them; or a change of this host's own. */
export async function boundsCommand(given: Given): Promise<number> {
  const state = stateFolder(given.stateRoot);
  const path = given.config ?? state.config;
  if ((given.set ?? []).length + (given.unset ?? []).length > 0) change(path, given);
  const layers = await layersOf(state, path);
  const all = intersectBounds(...layers.map(({ bounds }) => bounds));
  if (given.json === true) {
    const named = Object.fromEntries(layers.map(({ name, bounds }) => [name, bounds]));
    process.stdout.write(`${JSON.stringify({ ...named, effective: all })}\n`);
    return 0;
  }
  process.stdout.write(`${table([...layers, { name: "effective", bounds: all }])}\n`);
  return 0;
}

function change(path: string, { set = [], unset = [] }: Given): void {
  const config = parseAgentConfig(readFileIfPresent(path) ?? "{}", path);
  const bounds = { ...config.bounds };
  for (const text of set) {
    const { attribute, bound } = parseBound(text);
    bounds[attribute] = bound.kind === "range" ? { min: bound.min, max: bound.max } : { allowed: [...bound.allowed] };
  }
  for (const name of unset) delete bounds[name];
  const next = agentConfigSchema.parse({ ...config, bounds });
  writeFileAtomically(path, `${JSON.stringify(next, null, 2)}\n`);
}

// In the order of authority: the last word is the host's own file.
async function layersOf(state: StateFolder, path: string): Promise<readonly Layer[]> {
  const config = loadAgentConfig(path);
  const assignment = readStanding(state.assignment).inForce;
  return [
    { name: "persona", bounds: personaBounds(state, assignment?.digest) },
    { name: "tenant", bounds: assignment?.bounds ?? {} },
    { name: "target", bounds: await targetBounds(config.targets) },
    { name: "host", bounds: hostBounds(config) },
  ];
}

function personaBounds(state: StateFolder, digest: string | undefined): Bounds {
  const bytes = digest === undefined ? undefined : readBundle(state.personas, digest)?.get("persona.json");
  if (bytes === undefined) return {};
  const { attributes } = JSON.parse(new TextDecoder().decode(bytes)) as {
    attributes: readonly { name: string; min?: number; max?: number; choices?: readonly string[] }[];
  };
  return Object.fromEntries(
    attributes.map(({ name, min, max, choices }): [string, Bound] => [
      name,
      min !== undefined && max !== undefined
        ? { kind: "range", min, max }
        : { kind: "choices", allowed: choices ?? [false, true] },
    ]),
  );
}

async function targetBounds(paths: readonly string[]): Promise<Bounds> {
  const targets = await openTargets(paths);
  try {
    const described = await Promise.all(targets.map((target) => target.describe()));
    return Object.fromEntries(
      described.flatMap(({ attributes }) => attributes.map(({ name, ...bound }) => [name, bound] as const)),
    );
  } finally {
    await Promise.all(targets.map((target) => target.close()));
  }
}

function table(layers: readonly Layer[]): string {
  const names = [...new Set(layers.flatMap(({ bounds }) => Object.keys(bounds)))].sort();
  const rows = [
    ["attribute", ...layers.map(({ name }) => name)],
    ...names.map((name) => [name, ...layers.map(({ bounds }) => sayBound(bounds[name]))]),
  ];
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? [];
  const line = (row: readonly string[]): string =>
    row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join("  ");
  return rows.map((row) => line(row).trimEnd()).join("\n");
}

function sayBound(bound: Bound | undefined): string {
  if (bound === undefined) return "-";
  return bound.kind === "range" ? `${bound.min}..${bound.max}` : bound.allowed.join(",");
}
