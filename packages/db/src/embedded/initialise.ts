import { execFile } from "node:child_process";
import { chownSync, existsSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import postgres from "postgres";
import { DbError } from "../db-error.ts";
import type { Credentials } from "./credentials.ts";
import { makeDataFolder } from "./data-folder.ts";
import type { ServerAccount } from "./server-account.ts";

const run = promisify(execFile);

type Cluster = {
  readonly native: string;
  readonly data: string;
  readonly account: ServerAccount | null;
  readonly credentials: Credentials;
  readonly durable: boolean;
};

/** Runs initdb unless an earlier one finished; a half-made cluster is made again. */
export async function initialiseCluster({ native, data, account, credentials, durable }: Cluster): Promise<void> {
  const finished = join(dirname(data), "initialised");
  if (existsSync(finished) && existsSync(join(data, "PG_VERSION"))) return;
  makeDataFolder(data, account);
  const passwordFile = join(dirname(data), "owner-password");
  writeFileSync(passwordFile, credentials.fleet_owner, { mode: 0o600 });
  if (account !== null) chownSync(passwordFile, account.uid, account.gid);
  try {
    const locale = ["--encoding=UTF8", "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"];
    const access = ["--auth=scram-sha-256", "--username=fleet_owner", `--pwfile=${passwordFile}`];
    const args = ["-D", data, ...locale, ...access, "--no-instructions", ...(durable ? [] : ["--no-sync"])];
    await run(join(native, "bin/initdb"), args, {
      cwd: "/",
      env: { PATH: process.env["PATH"] ?? "", LC_ALL: "C" },
      ...account,
    });
  } catch (cause) {
    const said = (cause as { stderr?: string }).stderr?.trim();
    throw new DbError("start-failed", `initdb failed: ${said ?? String(cause)}`, { cause });
  } finally {
    rmSync(passwordFile, { force: true });
  }
  writeFileSync(finished, "");
}

/** Makes the database and the unprivileged login roles; does nothing the second time. */
export async function ensureRoles(credentials: Credentials, port: number): Promise<void> {
  const url = `postgres://fleet_owner:${credentials.fleet_owner}@127.0.0.1:${port}/postgres`;
  const sql = postgres(url, { max: 1, onnotice: () => {} });
  try {
    const known = await sql`select rolname from pg_roles where rolname in ('fleet_app', 'fleet_ingest', 'fleet_money')`;
    for (const role of ["fleet_app", "fleet_ingest", "fleet_money"] as const) {
      if (known.some((row) => row["rolname"] === role)) continue;
      // Passwords are base64url of our own making: no quoting can go wrong.
      await sql.unsafe(`create role ${role} login nosuperuser nobypassrls password '${credentials[role]}'`);
    }
    const databases = await sql`select 1 from pg_database where datname = 'fleet_persona'`;
    if (databases.length === 0) await sql.unsafe("create database fleet_persona owner fleet_owner");
  } finally {
    await sql.end();
  }
}
