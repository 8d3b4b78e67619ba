import { parseOptions, usage } from "./options.ts";
import { run } from "./run.ts";
import { createTerminal } from "./terminal.ts";

const terminal = createTerminal();
const abort = new AbortController();
const stop = (): void => {
  if (!abort.signal.aborted) terminal.line("\n  Stopping …");
  abort.abort();
};
process.on("SIGINT", stop).on("SIGTERM", stop).on("SIGHUP", stop);

/** Errors a person can act on carry a literal `code` and a sentence; anything else is a defect and shows its stack. */
function describe(error: unknown): string {
  if (error instanceof Error && "code" in error && typeof error.code === "string") return error.message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

try {
  const options = parseOptions(process.argv.slice(2));
  if (options.help) process.stdout.write(`${usage}\n`);
  else await run(options, terminal, abort.signal);
} catch (error) {
  if (!abort.signal.aborted) {
    terminal.line(`\n${describe(error)}`);
    process.exitCode = 1;
  }
}
