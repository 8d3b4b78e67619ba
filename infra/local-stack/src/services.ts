import { randomBytes } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { connect, migrate, startEmbeddedPostgres } from "@fleet-persona/db";
import type { Deps } from "@fleet-persona/hub-core";
import { keyPairFromSeed, signRelease } from "@fleet-persona/persona";
import { appointDemoPlatform } from "./demo-platform.ts";
import { paymentProcessor } from "./payment-processor.ts";
import { claimPort } from "./ports.ts";
import { StackError } from "./stack-error.ts";
import { projectRoot } from "./state-folder.ts";
import type { StateFolder } from "./state-folder.ts";
import { startProcess, waitUntilHealthy } from "./supervised-process.ts";
import type { ProcessSpec, SupervisedProcess } from "./supervised-process.ts";
import type { Terminal } from "./terminal.ts";
import { ensureTrustKeys } from "./trust-keys.ts";

export type ServiceOptions = {
  state: StateFolder;
  terminal: Terminal;
  port: number;
  gatewayPort: number;
  /** The host's target file that the install page offers, when there is a demo fleet. */
  targetsFile: string | null;
};

export type Services = AsyncDisposable & {
  readonly hubUrl: string;
  readonly gatewayUrl: string;
  /** The local payment processor, whose `/test` page steers it; null where Stripe takes payments. */
  readonly paymentsUrl: string | null;
  readonly deps: Deps;
  readonly postgres: Awaited<ReturnType<typeof startEmbeddedPostgres>>;
  readonly processes: {
    readonly hub: SupervisedProcess;
    readonly gateway: SupervisedProcess;
    readonly worker: SupervisedProcess;
  };
};

const node = path.join(projectRoot, "node_modules/node-runtime/bin/node");

function requireBuilt(file: string): string {
  const full = path.join(projectRoot, file);
  if (existsSync(full)) return full;
  throw new StackError(
    "not-built",
    `${file} is missing: run  pnpm build  (npm start does it by itself) and start again.`,
  );
}

/** Starts PostgreSQL, hub, gateway and worker on loopback; disposing ends them in reverse order. */
export async function startServices(options: ServiceOptions): Promise<Services> {
  const { state, terminal } = options;
  await using rest = new AsyncDisposableStack();
  const postgres = rest.use(
    await terminal.step("PostgreSQL 18", () => startEmbeddedPostgres({ folder: path.join(state.path, "postgres") })),
  );
  await terminal.step("migrations", () => migrate({ ownerUrl: postgres.ownerUrl }));
  await terminal.step("moderators and reserved names", () => appointDemoPlatform(postgres.ownerUrl));
  const trust = await terminal.step("signing keys of gate, leases and repository", () => ensureTrustKeys(state));
  const port = await claimPort(options.port, "--port", "hub");
  const gatewayPort = await claimPort(options.gatewayPort, "--gateway-port", "gateway");
  const hubUrl = `http://127.0.0.1:${port}`;
  const gatewayUrl = `http://127.0.0.1:${gatewayPort}`;
  const db = rest.use(connect({ url: postgres.appUrl, poolSize: 4 }));
  const deps: Deps = { db, now: () => new Date(), randomBytes: (length) => Uint8Array.from(randomBytes(length)) };
  const shared = { DATABASE_URL: postgres.appUrl, HUB_URL: hubUrl, GATEWAY_URL: gatewayUrl, NODE_ENV: "production" };
  const bundle = requireBuilt("apps/payments-fake/dist/payments-fake.mjs");
  const payments = await paymentProcessor({ state, hubUrl, gatewayPort, node, bundle });
  if (payments.process !== null && payments.url !== null) {
    const processor = rest.use(startProcess(payments.process));
    state.remember(processor.pid);
    await terminal.step("payment processor, test mode", () =>
      waitUntilHealthy(processor, `${payments.url}/healthz`, 30_000),
    );
  }
  const paid = { ...shared, ...payments.variables };
  const processes = startProcesses(options, { port, gatewayPort, shared, paid, trust, postgres });
  for (const each of Object.values(processes)) {
    rest.use(each);
    state.remember(each.pid);
  }
  await Promise.all([
    terminal.step("gateway", () => waitUntilHealthy(processes.gateway, `${gatewayUrl}/healthz`, 30_000)),
    terminal.step("hub", () => waitUntilHealthy(processes.hub, `${hubUrl}/healthz`, 60_000)),
  ]);
  const owned = rest.move();
  return {
    hubUrl,
    gatewayUrl,
    paymentsUrl: payments.url,
    deps,
    postgres,
    processes,
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}

type Wiring = {
  readonly port: number;
  readonly gatewayPort: number;
  readonly shared: Readonly<Record<string, string>>;
  /** The same with what takes payments. */
  readonly paid: Readonly<Record<string, string>>;
  readonly trust: Readonly<Record<string, string>>;
  readonly postgres: Services["postgres"];
};

function startProcesses(
  options: ServiceOptions,
  { port, gatewayPort, shared, paid, trust, postgres }: Wiring,
): Services["processes"] {
  const { state } = options;
  const { logs: logFolder, path: cwd } = state;
  return {
    gateway: startProcess({
      name: "gateway",
      command: node,
      args: [requireBuilt("apps/gateway/dist/gateway.mjs")],
      cwd,
      env: { ...shared, DATABASE_URL_INGEST: postgres.ingestUrl, GATEWAY_PORT: String(gatewayPort) },
      logFolder,
    }),
    worker: startProcess({
      name: "worker",
      command: node,
      args: [requireBuilt("apps/worker/dist/worker.mjs")],
      cwd,
      env: { ...paid, ...trust, ...sending(state), DATABASE_URL_MONEY: postgres.moneyUrl, WORKER_PORT: "0" },
      logFolder,
    }),
    hub: startProcess(hubProcess({ ...options, port, shared: paid })),
  };
}

/** Mail goes to the outbox page, and webhooks may reach this machine. */
function sending(state: StateFolder): Readonly<Record<string, string>> {
  return { AUTH_SECRET: state.secret("auth"), LOCAL_MODE: "1", OUTBOUND_LOOPBACK: "1" };
}

/** The release that was just built, signed with this machine's own release key. */
function signedRelease(state: StateFolder): Readonly<Record<string, string>> {
  requireBuilt(`agent/dist/fleet-agent-${process.platform}-${process.arch}.tar.gz`);
  const manifest = requireBuilt("agent/dist/release.json");
  const key = keyPairFromSeed(Uint8Array.from(Buffer.from(state.secret("release"), "hex")));
  const signature = path.join(state.path, "release.sig");
  writeFileSync(signature, signRelease(readFileSync(manifest), key));
  const publicKey = Buffer.from(key.publicKey).toString("base64");
  return { AGENT_RELEASE: manifest, AGENT_RELEASE_SIGNATURE: signature, AGENT_RELEASE_KEY: publicKey };
}

type HubOptions = ServiceOptions & { shared: Readonly<Record<string, string>> };

// As in production, but for the number: a laptop has cores enough, and each process of the hub takes some 200 MB.
const hubProcesses = 2;

function hubProcess({ state, port, shared, targetsFile }: HubOptions): ProcessSpec {
  requireBuilt("apps/hub/.next/BUILD_ID");
  return {
    name: "hub",
    command: node,
    args: [path.join(projectRoot, "apps/hub/src/serve/serve.ts"), "--port", String(port)],
    cwd: path.join(projectRoot, "apps/hub"),
    env: {
      ...shared,
      ...sending(state),
      HUB_PROCESSES: String(hubProcesses),
      NEXT_TELEMETRY_DISABLED: "1",
      ...signedRelease(state),
      ...(targetsFile === null ? {} : { LOCAL_TARGETS_FILE: targetsFile }),
    },
    logFolder: state.logs,
  };
}
