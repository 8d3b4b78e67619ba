import { parseArgs } from "node:util";
import { AgentError, EXIT_CODES, messageOf } from "../agent-error.ts";
import { loadAllowList } from "./allow-list.ts";
import { startHelper } from "./helper-server.ts";

const HELP = `fleet-agent-helper --allow-list FILE --socket PATH

Runs as root beside the agent, which does not. Writes the CPU quotas and runs the commands that the allow-list names, and
nothing else, for whoever may open the socket (mode 0660, the group this program is started with). Each request is a line
on standard error. It does not start when anybody but its own user could change the allow-list.

Example
  fleet-agent-helper --allow-list /etc/fleet-agent-helper/allow.json --socket /run/fleet-agent-helper/helper.sock
`;

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { "allow-list": { type: "string" }, socket: { type: "string" }, help: { type: "boolean", short: "h" } },
  });
  if (values.help === true) {
    process.stdout.write(HELP);
    return;
  }
  const { "allow-list": list, socket } = values;
  if (list === undefined || socket === undefined)
    throw new AgentError("usage", "--allow-list FILE and --socket PATH are needed: see --help.");
  const allowed = loadAllowList(list);
  const log = (line: string): void => void process.stderr.write(`${line}\n`);
  const helper = await startHelper({ socketPath: socket, allowed, log });
  log(JSON.stringify({ listening: socket, files: allowed.files.length, commands: allowed.commands.length }));
  const stop = (): void => void helper[Symbol.asyncDispose]();
  process.once("SIGTERM", stop).once("SIGINT", stop);
}

try {
  await main();
} catch (error) {
  process.stderr.write(`fleet-agent-helper: ${messageOf(error)}\n`);
  process.exitCode = error instanceof AgentError ? EXIT_CODES[error.code] : 2;
}
