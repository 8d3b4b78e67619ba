import type { FleetChange } from "./fleet-change.ts";
import type { FleetConfig } from "./fleet-config.ts";

type Personas = FleetConfig["personas"];

/** What differs in who is in charge. A document names one Persona at most. */
export function diffPersonas([before]: Personas, [after]: Personas): FleetChange[] {
  const path = "personas";
  if (before === undefined || after === undefined || before.persona !== after.persona) {
    if (before === undefined && after === undefined) return [];
    const entry = { path, before: before ?? null, after: after ?? null };
    if (after === undefined)
      return [{ ...entry, kind: "persona-removed", sentence: `${before?.persona} is taken off the fleet` }];
    const instead = before === undefined ? "" : ` instead of ${before.persona} ${before.version}`;
    const sentence = `${after.persona} ${after.version} is put in charge in ${after.mode}${instead}`;
    return [{ ...entry, kind: "persona-assigned", sentence }];
  }
  const changes: FleetChange[] = [];
  if (before.version !== after.version) {
    const [was, is] = [before.version, after.version];
    const sentence = `${after.persona}: version ${was} becomes ${is}`;
    changes.push({ kind: "persona-version-changed", path: `${path}.version`, before: was, after: is, sentence });
  }
  if (before.mode !== after.mode) {
    const sentence = `${after.persona}: ${before.mode} becomes ${after.mode}`;
    const entry = { path: `${path}.mode`, before: before.mode, after: after.mode, sentence };
    changes.push({ ...entry, kind: "persona-mode-changed" });
  }
  return changes;
}
