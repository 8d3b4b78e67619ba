import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { join } from "node:path";

/** A file of reference numbers: in FLEET_PERSONA_VECTORS, or where a workspace keeps them beside the clone; null without. */
export function findVectors(name: string): string | null {
  const told = process.env["FLEET_PERSONA_VECTORS"];
  const beside = fileURLToPath(new URL("../../../../../shared/vectors", import.meta.url));
  const path = join(told === undefined || told === "" ? beside : told, name);
  return existsSync(path) ? path : null;
}
