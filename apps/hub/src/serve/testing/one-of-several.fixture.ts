// A stand-in for the hub's build: says which process it is and what it heard, tells the others, and dies, as asked.
import { createServer } from "node:http";
import { onPagesChanged, tellPagesChanged } from "../../net/other-processes.ts";

let heard = 0;
onPagesChanged(() => (heard += 1));
const [, , port, manner] = process.argv;
if (manner === "stubborn") process.on("SIGTERM", () => {});
if (manner === "broken") process.exit(3);
createServer((request, response) => {
  response.setHeader("connection", "close");
  if (request.url === "/die") process.exit(7);
  if (request.url === "/tell") tellPagesChanged();
  response.end(JSON.stringify({ pid: process.pid, heard }));
}).listen(Number(port), "127.0.0.1");
