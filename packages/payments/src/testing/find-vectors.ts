import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** Examples of others: in FLEET_PERSONA_VECTORS, or where a workspace keeps them beside the clone; null without. */
export function readVectors(name: string): unknown {
  const told = process.env["FLEET_PERSONA_VECTORS"];
  const beside = fileURLToPath(new URL("../../../../../shared/vectors", import.meta.url));
  const path = join(told === undefined || told === "" ? beside : told, name);
  return existsSync(path) ? JSON.parse(readFileSync(path, "utf8")) : null;
}
