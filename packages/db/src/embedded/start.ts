import { realpathSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { DbError } from "../db-error.ts";
import { credentialsOf, roleUrl } from "./credentials.ts";
import { dataFolder } from "./data-folder.ts";
import { claimFolder, clearLeftovers } from "./folder-lock.ts";
import { freePort } from "./free-port.ts";
import { ensureRoles, initialiseCluster } from "./initialise.ts";
import { copyNative, sharedFolder } from "./native-folder.ts";
import { platformPackage } from "./platform-package.ts";
import { serverAccount } from "./server-account.ts";
import { startServer } from "./server-process.ts";
import type { ServerProcess } from "./server-process.ts";
import { serverSettings } from "./server-settings.ts";

/** A real PostgreSQL 18 on loopback. Disposing stops it; its data stays in the folder. */
export type EmbeddedPostgres = AsyncDisposable & {
  readonly port: number;
  /** For migrations. A superuser here: nothing but migrations should connect with it. */
  readonly ownerUrl: string;
  readonly appUrl: string;
  readonly ingestUrl: string;
  readonly moneyUrl: string;
  /** Fast, clean shutdown. */
  stop(): Promise<void>;
  /** SIGKILL of the postmaster, as a crash would. */
  kill(): Promise<void>;
  /** Starts again on the same folder and port, after `stop` or `kill`. */
  restart(): Promise<void>;
};

export type EmbeddedPostgresOptions = {
  /** Everything lives below it, and it may be deleted to start over. */
  readonly folder: string;
  /** A free one when left out. */
  readonly port?: number;
  /** False only for databases that may be lost when the machine (not the server) crashes. */
  readonly durable?: boolean;
  readonly onLog?: (line: string) => void;
};

/** Starts the server in `folder`, making the cluster first when there is none. Errors: DbError `already-running`, `start-failed`, `platform-unsupported`. */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const { durable = true, onLog = () => {} } = options;
  mkdirSync(options.folder, { recursive: true });
  const folder = realpathSync(options.folder);
  const account = serverAccount();
  const shared = account === null ? null : await sharedFolder();
  const binaries = platformPackage();
  const native = shared === null ? binaries.native : await copyNative(binaries, shared);
  const data = dataFolder(folder, account, shared);
  const release = await claimFolder(folder, data);
  const credentials = credentialsOf(folder);

  const launch = (port: number): Promise<ServerProcess> =>
    startServer({
      file: join(native, "bin/postgres"),
      args: ["-D", data, ...serverSettings({ port, durable })],
      account,
      onLog,
    });

  let running: { port: number; server: ServerProcess };
  try {
    await initialiseCluster({ native, data, account, credentials, durable });
    running = await launchOnPort(launch, options.port);
    await ensureRoles(credentials, running.port);
  } catch (error) {
    release();
    throw error;
  }
  const { port } = running;
  let { server } = running;
  const stop = async (): Promise<void> => {
    await server.stop();
    release();
  };
  return {
    port,
    ownerUrl: roleUrl(credentials, "fleet_owner", port),
    appUrl: roleUrl(credentials, "fleet_app", port),
    ingestUrl: roleUrl(credentials, "fleet_ingest", port),
    moneyUrl: roleUrl(credentials, "fleet_money", port),
    stop,
    kill: () => server.kill(),
    restart: async () => {
      await server.stop();
      await clearLeftovers(data);
      server = await relaunch(() => launch(port));
    },
    [Symbol.asyncDispose]: stop,
  };
}

async function launchOnPort(
  launch: (port: number) => Promise<ServerProcess>,
  wanted: number | undefined,
): Promise<{ port: number; server: ServerProcess }> {
  for (let attempt = 1; ; attempt += 1) {
    const port = wanted ?? (await freePort());
    try {
      return { port, server: await launch(port) };
    } catch (error) {
      if (wanted !== undefined || attempt === 3) throw error;
    }
  }
}

// After a SIGKILL the old backends hold the shared memory until they notice that their postmaster is gone.
async function relaunch(launch: () => Promise<ServerProcess>): Promise<ServerProcess> {
  for (let waited = 0; ; waited += 100) {
    try {
      return await launch();
    } catch (error) {
      if (!(error instanceof DbError) || !/shared memory|lock file|bind/.test(error.message) || waited > 10_000)
        throw error;
      await sleep(100);
    }
  }
}
