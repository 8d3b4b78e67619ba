// Loaded into the hub's process by the bench: writes down how long each marked request took, from its head to the last byte written.
import { subscribe } from "node:diagnostics_channel";
import { createWriteStream } from "node:fs";
import type { IncomingMessage } from "node:http";

const file = process.env["BENCH_HANDLER_TIMES"];
if (file !== undefined && file !== "") {
  const times = createWriteStream(file, { flags: "a" });
  const begun = new WeakMap<IncomingMessage, number>();
  subscribe("http.server.request.start", (message) => {
    begun.set((message as { request: IncomingMessage }).request, performance.now());
  });
  subscribe("http.server.response.finish", (message) => {
    const { request } = message as { request: IncomingMessage };
    const mark = request.headers["x-bench-request"];
    const from = begun.get(request);
    if (typeof mark === "string" && from !== undefined) times.write(`${mark} ${performance.now() - from}\n`);
  });
}
