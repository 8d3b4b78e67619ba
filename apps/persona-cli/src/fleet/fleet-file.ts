import { readFileSync } from "node:fs";
import { parseFleetYaml } from "@fleet-persona/fleet-config";
import { FleetError } from "./fleet-error.ts";

/** A file that holds a proper state document: its text, and the fleet it is about. */
export type FleetFile = { readonly text: string; readonly fleet: string };

/** Reads a state document; what is wrong with it is said with its lines. `-` is standard input. */
export function readFleetFile(path: string): FleetFile {
  const text = readText(path);
  const parsed = parseFleetYaml(text);
  if (parsed.kind === "config") return { text, fleet: parsed.config.fleet };
  const count = parsed.problems.length;
  const message = `${path} is no state document: ${count === 1 ? "one fault" : `${count} faults`}.`;
  throw new FleetError("file-wrong", message, { code: "document-refused", problems: parsed.problems });
}

function readText(path: string): string {
  try {
    return readFileSync(path === "-" ? 0 : path, "utf8");
  } catch (error) {
    const reason =
      error instanceof Error && "code" in error && error.code === "ENOENT" ? "there is no such file" : String(error);
    throw new FleetError("file-wrong", `${path} cannot be read: ${reason}.`, { code: "file-unreadable" });
  }
}
