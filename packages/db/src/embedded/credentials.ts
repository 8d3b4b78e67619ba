import { randomBytes } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** One password per database role, made once per folder. */
export type Credentials = { readonly fleet_owner: string; readonly fleet_app: string; readonly fleet_ingest: string };

/** Reads the folder's passwords, or makes them (readable by this user alone). */
export function credentialsOf(folder: string): Credentials {
  const file = join(folder, "credentials.json");
  if (existsSync(file)) return JSON.parse(readFileSync(file, "utf8")) as Credentials;
  const password = (): string => randomBytes(18).toString("base64url");
  const credentials = { fleet_owner: password(), fleet_app: password(), fleet_ingest: password() };
  writeFileSync(file, JSON.stringify(credentials), { mode: 0o600 });
  return credentials;
}

/** The URL a role connects with. */
export function roleUrl(credentials: Credentials, role: keyof Credentials, port: number): string {
  return `postgres://${role}:${credentials[role]}@127.0.0.1:${port}/fleet_persona`;
}
