import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { catchUp } from "./clock/advance.ts";
import { Control } from "./control/control.ts";
import { Deliverer } from "./events/deliverer.ts";
import { Api } from "./http/api.ts";
import { forgetOldKeys } from "./http/idempotency.ts";
import { Journal } from "./journal/journal.ts";
import { servePages } from "./pages/serve.ts";
import { PaymentsFakeError } from "./payments-fake-error.ts";
import type { DeliveryRow } from "./state/rows-accounts.ts";
import { randomText } from "./state/ids.ts";
import { World, type Change } from "./state/world.ts";

/** How to run the simulation. */
export type PaymentsFakeOptions = {
  /** 0 or left out: any free one. */
  readonly port?: number;
  /** A folder to keep everything in; left out, it is forgotten at the end. */
  readonly stateFolder?: string;
  /** What the API's callers must show; one that begins with `sk_test_`. */
  readonly secretKey?: string;
  /** Where events go from the start, signed with `webhookSecret`. */
  readonly webhookUrl?: string;
  readonly webhookSecret?: string;
  /** Ms since 1970; the machine's clock by default. */
  readonly now?: () => number;
  /** The wait before an endpoint that did not answer is tried again; doubled each time. 1 s by default. */
  readonly retryBaseMs?: number;
  /** Called with what should never happen. */
  readonly onBug?: (error: unknown) => void;
};

/** A payment processor that listens on loopback. Disposing ends it and keeps its state. */
export type PaymentsFake = AsyncDisposable & {
  readonly url: string;
  readonly port: number;
  readonly secretKey: string;
  /** What events to `webhookUrl` are signed with. */
  readonly webhookSecret: string;
  readonly control: Control;
  close(): Promise<void>;
};

const HOST = "127.0.0.1";
const TICK_MS = 1000;
const DEFAULT_ENDPOINT = "we_configured";

/** Starts the simulation. Errors: PaymentsFakeError `key-not-test`, `port-taken`, `listen-failed`. */
export async function startPaymentsFake(options: PaymentsFakeOptions = {}): Promise<PaymentsFake> {
  const secretKey = options.secretKey ?? `sk_test_${randomText(24)}`;
  if (!/^sk_test_\w+$/u.test(secretKey))
    throw new PaymentsFakeError(
      "key-not-test",
      "The secret key must be one of test mode: sk_test_ and letters or digits.",
    );
  const onBug =
    options.onBug ??
    ((error: unknown): void =>
      void process.stderr.write(
        `payments-fake: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
      ));
  let journal: Journal | null = null;
  const world: World = new World({
    machineNow: options.now ?? Date.now,
    onCommit: (changes) => {
      journal?.append(changes);
      deliverer.notice(newDeliveries(changes));
    },
  });
  const deliverer = new Deliverer(world, { retryBaseMs: options.retryBaseMs ?? 1000 });
  const api = new Api(world, { secretKey, onBug });
  const control = new Control({ world, api, deliverer });
  const server = createServer((request, response) => {
    handle(request, response, { api, world, control, onBug }).catch((error: unknown) => {
      onBug(error);
      response.destroy();
    });
  });
  const port = await listen(server, options.port ?? 0);
  world.baseUrl = `http://${HOST}:${port}`;
  if (options.stateFolder !== undefined) journal = Journal.open(options.stateFolder, world);
  const webhookSecret = configureEndpoint(world, options);
  deliverer.notice(world.tables.deliveries.having("state", "waiting"));
  forgetOldKeys(world);
  const tick = setInterval(() => {
    try {
      catchUp(world);
    } catch (error) {
      onBug(error);
    }
  }, TICK_MS);
  let closing: Promise<void> | null = null;
  const end = async (): Promise<void> => {
    clearInterval(tick);
    await closeServer(server);
    await deliverer.stop();
    journal?.close();
    journal = null;
  };
  const close = (): Promise<void> => (closing ??= end());
  return { url: world.baseUrl, port, secretKey, webhookSecret, control, close, [Symbol.asyncDispose]: close };
}

type Parts = {
  readonly api: Api;
  readonly world: World;
  readonly control: Control;
  readonly onBug: (error: unknown) => void;
};

async function handle(request: IncomingMessage, response: ServerResponse, parts: Parts): Promise<void> {
  // A name that leads here from elsewhere is somebody else's page trying its luck.
  if (!isLoopback(request.headers.host)) {
    response.writeHead(421, { "content-type": "text/plain" }).end("This server answers on loopback only.\n");
    return;
  }
  const path = request.url ?? "/";
  if (path.startsWith("/v1/") || path.startsWith("/v2/")) {
    await parts.api.serve(request, response);
    return;
  }
  if (path === "/healthz") {
    response
      .writeHead(200, { "content-type": "application/json" })
      .end(JSON.stringify({ status: "ok", mode: "test", now: new Date(parts.world.nowMs()).toISOString() }));
    return;
  }
  await servePages(request, response, parts);
}

function isLoopback(host: string | undefined): boolean {
  return /^(?:127\.0\.0\.1|localhost|\[::1\])(?::\d+)?$/u.test(host ?? "");
}

function newDeliveries(changes: readonly Change[]): readonly DeliveryRow[] {
  return changes.flatMap(([table, row]) => (table === "deliveries" && !("gone" in row) ? [row as DeliveryRow] : []));
}

/** The endpoint that comes with the settings; it hears of the platform and of all its accounts. */
function configureEndpoint(world: World, { webhookUrl, webhookSecret }: PaymentsFakeOptions): string {
  const before = world.tables.endpoints.get(DEFAULT_ENDPOINT);
  const secret = webhookSecret ?? before?.secret ?? `whsec_${randomText(32)}`;
  if (webhookUrl === undefined) {
    if (before !== undefined) world.tables.endpoints.remove(DEFAULT_ENDPOINT);
    return secret;
  }
  world.tables.endpoints.put({
    id: DEFAULT_ENDPOINT,
    created: before?.created ?? world.now(),
    url: webhookUrl,
    secret,
    events: ["*"],
    connect: null,
    status: "enabled",
    description: "From the settings",
    metadata: {},
  });
  return secret;
}

async function listen(server: Server, port: number): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => {
      const taken = error.code === "EADDRINUSE";
      const hint = taken ? "another process has that port; set PAYMENTS_FAKE_PORT to a free one" : error.message;
      reject(
        new PaymentsFakeError(
          taken ? "port-taken" : "listen-failed",
          `The payments fake cannot listen on ${HOST}:${port}: ${hint}.`,
          { cause: error },
        ),
      );
    });
    server.listen(port, HOST, resolve);
  });
  return (server.address() as AddressInfo).port;
}

async function closeServer(server: Server): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeIdleConnections();
  const patience = setTimeout(() => server.closeAllConnections(), 1000);
  await closed;
  clearTimeout(patience);
}
