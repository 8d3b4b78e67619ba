import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { freePort } from "@fleet-persona/db";
import type { TestDatabase } from "@fleet-persona/db";
import { bundleGateway } from "../../bundle.ts";
import { createDeps } from "../deps.ts";
import { startGateway, type Gateway } from "../server.ts";

/** A gateway inside this process, on a free port. */
export async function startTestGateway(
  { appUrl, ingestUrl }: TestDatabase,
  beatMs = 15_000,
  contextPace = { repeatMs: 500, settleMs: 1_200 },
): Promise<Gateway> {
  await using undo = new AsyncDisposableStack();
  const deps = undo.use(
    createDeps({
      DATABASE_URL: appUrl,
      DATABASE_URL_INGEST: ingestUrl,
      GATEWAY_PORT: 0,
      GATEWAY_HOST: "127.0.0.1",
      RETENTION_DAYS: 30,
      LOG_LEVEL: "silent",
    }),
  );
  const gateway = undo.use(
    await startGateway(deps, { port: 0, host: "127.0.0.1", retentionDays: 30, beatMs, contextPace }),
  );
  const owned = undo.move();
  return { port: gateway.port, url: gateway.url, [Symbol.asyncDispose]: () => owned.disposeAsync() };
}

/** The bundled gateway as a process of its own, which can be killed and started again on the same port. */
export class GatewayProcess implements AsyncDisposable {
  readonly url: string;
  readonly #env: Record<string, string>;
  readonly #folder: string;
  #child: ChildProcess | null = null;

  private constructor(port: number, { appUrl, ingestUrl }: TestDatabase, folder: string) {
    this.#folder = folder;
    this.url = `http://127.0.0.1:${port}`;
    this.#env = {
      PATH: process.env["PATH"] ?? "",
      DATABASE_URL: appUrl,
      DATABASE_URL_INGEST: ingestUrl,
      GATEWAY_PORT: String(port),
      LOG_LEVEL: "warn",
    };
  }

  static async start(database: TestDatabase): Promise<GatewayProcess> {
    const folder = await mkdtemp(join(tmpdir(), "fleet-persona-gateway-"));
    await bundleGateway(join(folder, "gateway.mjs"));
    const gateway = new GatewayProcess(await freePort(), database, folder);
    await gateway.start();
    return gateway;
  }

  async start(): Promise<void> {
    const main = join(this.#folder, "gateway.mjs");
    this.#child = spawn(process.execPath, [main], { env: this.#env, stdio: ["ignore", "ignore", "inherit"] });
    for (let waited = 0; waited < 20_000; waited += 50) {
      const answer = await fetch(`${this.url}/healthz`).catch(() => null);
      if (answer?.ok === true) return;
      await sleep(50);
    }
    throw new TypeError("The gateway did not start.");
  }

  /** Ends the process and resolves to its exit code (null after a SIGKILL). */
  async end(signal: "SIGKILL" | "SIGTERM"): Promise<number | null> {
    const child = this.#child;
    if (child === null || child.exitCode !== null || child.signalCode !== null) return child?.exitCode ?? null;
    const exited = once(child, "exit");
    child.kill(signal);
    await exited;
    return child.exitCode;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.end("SIGKILL");
    await rm(this.#folder, { recursive: true, force: true });
  }
}

/** Resolves once `holds` does; rejects after `patienceMs`. */
export async function eventually(holds: () => boolean | Promise<boolean>, patienceMs = 20_000): Promise<void> {
  const deadline = Date.now() + patienceMs;
  while (!(await holds())) {
    if (Date.now() > deadline) throw new TypeError(`It did not happen in ${patienceMs} ms: ${holds.toString()}`);
    await sleep(20);
  }
}
