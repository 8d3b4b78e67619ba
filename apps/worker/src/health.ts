import { createServer } from "node:http";
import type { Server, ServerResponse } from "node:http";
import { withoutTenant } from "@fleet-persona/db";
import type { Deps } from "@fleet-persona/hub-core";

const answerWithinMs = 2_000;

/** Serves /healthz: 200 when the database answers within two seconds, else 503. */
export async function startHealthServer(deps: Deps, { host, port }: { host: string; port: number }): Promise<Server> {
  const server = createServer((request, response) => {
    if (request.url !== "/healthz") {
      response.writeHead(404).end();
      return;
    }
    void answer(deps, response);
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, resolve);
  });
  return server;
}

async function answer(deps: Deps, response: ServerResponse): Promise<void> {
  const healthy = await databaseAnswers(deps);
  response.writeHead(healthy ? 200 : 503, { "content-type": "application/json" });
  response.end(JSON.stringify({ status: healthy ? "ok" : "database-unreachable" }));
}

async function databaseAnswers({ db }: Deps): Promise<boolean> {
  const inTime = withoutTenant(db, () => Promise.resolve(true)).catch(() => false);
  const late = new Promise<false>((resolve) => {
    setTimeout(resolve, answerWithinMs, false).unref();
  });
  return Promise.race([inTime, late]);
}
