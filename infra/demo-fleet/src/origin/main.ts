import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { CLASSES, NODE_OVERHEAD_MS, type RequestClass } from "../sizing.ts";
import { busy } from "./busy.ts";
import { costShareOf, hashOf } from "./path-cost.ts";
import { pacer } from "./pacer.ts";

/** One origin: argv is its name, iterations a CPU millisecond, and the cores it paces itself to (0 when the kernel does). */
const [name = "o", perMs = "100000", selfPacedCores = "0"] = process.argv.slice(2);
const pace = Number(selfPacedCores) > 0 ? pacer({ cores: Number(selfPacedCores) }) : null;
const filler = "A plain description of what this item is and who may want it. ".repeat(24);

function classOf(request: IncomingMessage): RequestClass | null {
  const path = request.url ?? "/";
  if (request.method === "POST") return path.startsWith("/checkout") ? "checkout" : null;
  if (path.startsWith("/catalogue/")) return "catalogue";
  return path.startsWith("/search") ? "search" : null;
}

function work(kind: RequestClass, path: string): number {
  const ms = Math.max(0, CLASSES[kind].cpuMs * costShareOf(path) - NODE_OVERHEAD_MS);
  return busy(Math.round(ms * Number(perMs)), hashOf(path) & 0xffff);
}

function answer(response: ServerResponse, kind: RequestClass, path: string): void {
  const proof = work(kind, path);
  const body = JSON.stringify({ kind, path, origin: name, proof, text: kind === "catalogue" ? filler : "" });
  response.writeHead(200, { "content-type": "application/json", "content-length": Buffer.byteLength(body) });
  response.end(body);
}

async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const kind = classOf(request);
  if (kind === null) {
    response.writeHead(404, { "content-length": 0 }).end();
    return;
  }
  // The order is taken only once its body is here whole.
  if (kind === "checkout") await once(request.resume(), "end");
  const path = request.url ?? "/";
  await (pace ? pace.turn(() => answer(response, kind, path)) : answer(response, kind, path));
}

const server = createServer({ keepAliveTimeout: 120_000 }, (request, response) => {
  serve(request, response).catch(() => response.destroy());
});

// Compiled before the first visitor, and before the quota holds it.
for (let turn = 0; turn < 40; turn += 1) work("search", `/search?q=${turn}`);

process.on("disconnect", () => process.exit(0));
server.listen(0, "127.0.0.1", () => {
  const address = server.address();
  if (address !== null && typeof address === "object") process.send?.({ port: address.port });
});
