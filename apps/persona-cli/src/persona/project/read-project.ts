import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parseYaml } from "@fleet-persona/fleet-config";
import { PersonaCliError } from "../persona-error.ts";
import { projectSchema, type Project } from "./project-schema.ts";
import { readTraceFile, type RecordedTrace } from "./read-trace-file.ts";

/** The file that makes a folder a project. */
export const PROJECT_FILE = "persona.yaml";

/** A project as its folder has it: what `persona.yaml` says, and the traces it names. */
export type ReadProject = {
  readonly folder: string;
  readonly project: Project;
  /** The text it was read from: what a run is bound to. */
  readonly text: string;
  readonly traces: readonly RecordedTrace[];
};

/** Reads and checks a project; everything that is wrong with it is said with its line. */
export function readProject(folder: string): ReadProject {
  const path = join(folder, PROJECT_FILE);
  const text = textOf(path, folder);
  const parsed = parseYaml(text, projectSchema);
  if (parsed.kind === "refused") {
    const count = parsed.problems.length;
    throw new PersonaCliError("file-wrong", `${path} has ${count === 1 ? "one fault" : `${count} faults`}.`, {
      code: "project-wrong",
      problems: parsed.problems,
    });
  }
  const { scenarios } = parsed.value;
  const traces = scenarios.traces.map(({ name, file, time_column, count_column, peak, pace }) =>
    readTraceFile(join(folder, file), {
      name,
      pace,
      ...(time_column === undefined ? {} : { timeColumn: time_column }),
      ...(count_column === undefined ? {} : { countColumn: count_column }),
      ...(peak === undefined ? {} : { peak }),
    }),
  );
  return { folder, project: parsed.value, text, traces };
}

function textOf(path: string, folder: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    throw new PersonaCliError("file-wrong", `There is no ${path}: make a project with \`persona init ${folder}\`.`, {
      code: "project-missing",
    });
  }
}
