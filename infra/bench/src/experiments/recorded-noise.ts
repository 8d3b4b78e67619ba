import { existsSync, readFileSync, readdirSync } from "node:fs";
import path from "node:path";
import { tracesFolder } from "../forecast/find-traces.ts";
import type { DataKind } from "./data-kind.ts";
import { hostKind } from "./host-trials.ts";

/** One kind for each recording of repeated benchmarks on machines of a cloud (CSV: value, …, VM_id); none where they are not there. */
export function recordedKinds(): readonly DataKind[] {
  const traces = tracesFolder();
  const folder = traces === null ? null : path.join(traces, "azure_vm_noise");
  if (folder === null || !existsSync(folder)) {
    process.stderr.write("noise of real machines: not there, skipped (FLEET_PERSONA_TRACES)\n");
    return [];
  }
  const files = readdirSync(folder).filter((file) => file.endsWith(".csv"));
  return files
    .toSorted()
    .map((file) => recordedKind(path.basename(file, ".csv"), readFileSync(path.join(folder, file), "utf8")));
}

/** Each host replays one machine's values from a place of its own, in their order. */
function recordedKind(name: string, text: string): DataKind {
  const machines = new Map<string, number[]>();
  for (const line of text.split("\n").slice(1)) {
    const cells = line.split(",");
    const [value, machine] = [Number(cells[0]), cells.at(-1)?.trim()];
    if (machine === undefined || machine === "" || !Number.isFinite(value)) continue;
    const held = machines.get(machine) ?? [];
    held.push(value);
    machines.set(machine, held);
  }
  const series = [...machines.values()];
  return hostKind({
    name: `noise_${name.toLowerCase()}`,
    control: 10,
    treated: 10,
    host: ({ uniform }) => {
      const values = series[Math.floor(uniform() * series.length)] ?? [1];
      let at = Math.floor(uniform() * values.length);
      return { frames: () => values[at++ % values.length] ?? 1 };
    },
  });
}
