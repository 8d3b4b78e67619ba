// Several of them at one port, until it is asked to end.
import { join } from "node:path";
import { startProcesses } from "../processes.ts";

const [, , port = "", count = "2", manner = ""] = process.argv;
const processes = startProcesses({
  count: Number(count),
  exec: join(import.meta.dirname, "one-of-several.fixture.ts"),
  args: [port, manner],
  execArgv: [],
  cwd: import.meta.dirname,
  graceMs: 300,
  restartMs: 20,
  giveUp: () => process.exit(1),
  say: (line) => void process.stderr.write(`${line}\n`),
});
process.once("SIGTERM", () => void processes.stop().then(() => process.exit(0)));
