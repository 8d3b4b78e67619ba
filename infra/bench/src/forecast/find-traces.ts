import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { projectRoot } from "@fleet-persona/local-stack";
import type { Trace } from "./trace.ts";
import { TraceError } from "./trace-error.ts";
import { tracesIn } from "./trace-formats.ts";

/** Where recorded traces are: FLEET_PERSONA_TRACES, or where a workspace keeps them beside the clone; null without. */
export function tracesFolder(): string | null {
  const told = process.env["FLEET_PERSONA_TRACES"];
  if (told !== undefined && told !== "") return told;
  const beside = path.join(projectRoot, "..", "shared", "traces");
  return existsSync(beside) ? beside : null;
}

/** Every trace in the CSV files of a folder and its sub-folders, in the order of their paths. */
export function findTraces(folder: string): readonly Trace[] {
  if (!existsSync(folder))
    throw new TraceError("no-traces", `There is no folder ${folder}; name one with CSV files of time and value.`);
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".csv"));
  const traces = files
    .toSorted()
    .flatMap((file) =>
      tracesIn(path.basename(file, ".csv").replace(/^.*__/, ""), readFileSync(path.join(folder, file), "utf8")),
    );
  if (traces.length === 0)
    throw new TraceError("no-traces", `No CSV file in ${folder} is a trace; a trace has two columns, time and value.`);
  return traces;
}
