import { once } from "node:events";
import { createServer } from "node:http";
import type { IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import { withoutTenant } from "@fleet-persona/db";
import { makeOutbound } from "@fleet-persona/outbound";
import type { TxtAnswer } from "@fleet-persona/outbound";
import { sql } from "drizzle-orm";
import type { Deps } from "../deps.ts";
import { startTestHub } from "../testing/test-hub.fixture.ts";
import type { TestHub } from "../testing/test-hub.fixture.ts";
import { fanOutStoreEvent } from "./fan-out.ts";
import { hubSecrets } from "./hub-secrets.ts";

/** What the DNS of a test says, by name; a name that is not in it does not exist. */
export type TestDns = Map<string, TxtAnswer>;

/** A hub that may send to this machine, with a DNS of its own. */
export type WatchingHub = TestHub & { readonly deps: Deps; readonly dns: TestDns };

export async function startWatchingHub(): Promise<WatchingHub> {
  const hub = await startTestHub();
  const dns: TestDns = new Map();
  const watching = {
    secrets: hubSecrets("a secret that only this test knows"),
    outbound: makeOutbound({ allowLoopback: true, deadlineMs: 1_000 }),
    resolveTxt: async (name: string): Promise<TxtAnswer> => dns.get(name) ?? { kind: "none" },
    hubUrl: "https://hub.test",
  };
  return { ...hub, deps: { ...hub.deps, watching }, dns };
}

/** Tells everybody of everything that waits; how many were told. */
export async function fanOutAll({ deps }: WatchingHub): Promise<number> {
  const rows = await withoutTenant(deps.db, (tx) =>
    tx.execute<{ id: string }>(
      sql`delete from pgboss.job where name = 'store-events' returning data ->> 'eventId' as id`,
    ),
  );
  let told = 0;
  for (const { id } of rows) told += await fanOutStoreEvent(deps, id);
  return told;
}

type Received = { readonly headers: IncomingHttpHeaders; readonly body: string };

/** A receiver of webhooks on this machine that keeps what came and answers with `status`. */
export type Receiver = AsyncDisposable & { readonly url: string; readonly received: Received[]; status: number };

export async function startReceiver(): Promise<Receiver> {
  const received: Received[] = [];
  const server = createServer((request, response) => {
    let body = "";
    request.setEncoding("utf8");
    request.on("data", (part: string) => {
      body += part;
    });
    request.on("end", () => {
      received.push({ headers: request.headers, body });
      response.writeHead(receiver.status).end("thanks");
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const receiver: Receiver = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook?key=private`,
    received,
    status: 204,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
  return receiver;
}
