import { randomBytes } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** One password per database role, made once per folder. */
export type Credentials = Readonly<Record<"fleet_owner" | "fleet_app" | "fleet_ingest" | "fleet_money", string>>;

/** Reads the folder's passwords, or makes them (readable by this user alone). */
export function credentialsOf(folder: string): Credentials {
  const file = join(folder, "credentials.json");
  const kept = existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as Partial<Credentials>) : {};
  const password = (): string => randomBytes(18).toString("base64url");
  const fresh = { fleet_owner: password(), fleet_app: password(), fleet_ingest: password(), fleet_money: password() };
  // A role that came later gets its password beside those there are.
  const credentials: Credentials = { ...fresh, ...kept };
  writeFileSync(file, JSON.stringify(credentials), { mode: 0o600 });
  return credentials;
}

/** The URL a role connects with. */
export function roleUrl(credentials: Credentials, role: keyof Credentials, port: number): string {
  return `postgres://${role}:${credentials[role]}@127.0.0.1:${port}/fleet_persona`;
}
