import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { z } from "zod";
import { FleetError } from "./fleet-error.ts";
import type { Terminal } from "../command-line/terminal.ts";

const credentialsSchema = z.strictObject({ hub: z.string(), token: z.string().min(1) });

/** Where the hub is (origin, no slash at the end) and what opens it. */
export type Credentials = z.output<typeof credentialsSchema>;

/** Where a login is kept. */
export function credentialsPath(env: Terminal["env"]): string {
  const base = env["XDG_CONFIG_HOME"] || join(env["HOME"] || homedir(), ".config");
  return join(base, "fleet-persona", "credentials.json");
}

/** FLEET_HUB and FLEET_TOKEN, each before what the last login kept. */
export function readCredentials(env: Terminal["env"]): Credentials {
  const kept = readKept(credentialsPath(env));
  const hub = env["FLEET_HUB"] || kept?.hub;
  const token = env["FLEET_TOKEN"] || kept?.token;
  if (hub === undefined || token === undefined) {
    throw new FleetError(
      "usage",
      "Say where the hub is: `fleet login --hub URL --token TOKEN`, or FLEET_HUB and FLEET_TOKEN.",
    );
  }
  return { hub: hubOrigin(hub), token };
}

/** Where the hub is, for what needs no token: FLEET_HUB, or where the last login was. */
export function readHub(env: Terminal["env"]): string {
  const hub = env["FLEET_HUB"] || readKept(credentialsPath(env))?.hub;
  if (hub === undefined) throw new FleetError("usage", "Say where the hub is: FLEET_HUB, or `fleet login`.");
  return hubOrigin(hub);
}

/** Keeps a login in a file that only its owner can read; replaces the one before as a whole. */
export function keepCredentials(env: Terminal["env"], credentials: Credentials): string {
  const path = credentialsPath(env);
  const next = `${path}.${process.pid}.new`;
  mkdirSync(join(path, ".."), { recursive: true, mode: 0o700 });
  try {
    // Made with its mode: there is no moment in which others could read it.
    writeFileSync(next, `${JSON.stringify(credentials)}\n`, { mode: 0o600, flag: "wx" });
    renameSync(next, path);
  } catch (error) {
    rmSync(next, { force: true });
    throw error;
  }
  return path;
}

/** The origin of what somebody wrote for the hub's address. */
export function hubOrigin(written: string): string {
  const url = URL.canParse(written) ? new URL(written) : null;
  if (url === null || (url.protocol !== "https:" && url.protocol !== "http:") || url.username !== "") {
    throw new FleetError("usage", `${written} is no address of a hub: write https://hub.example.`);
  }
  return url.origin;
}

function readKept(path: string): Credentials | null {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch {
    return null;
  }
  const parsed = credentialsSchema.safeParse(jsonOf(text));
  if (!parsed.success) throw new FleetError("usage", `${path} is damaged: log in again with \`fleet login\`.`);
  return parsed.data;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
