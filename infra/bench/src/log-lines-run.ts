// Runs in a process of its own, under the agent's flags: reads a log file as the agent does and prints what it took.
import { logIntake, openTail, sourceSchema } from "@fleet-persona/agent";
import { LOG_FORMATS, type LogFormatName } from "./log-lines.ts";

const [name, file, rounds] = process.argv.slice(2);
if (name === undefined || file === undefined || !(name in LOG_FORMATS)) {
  process.stderr.write("log-lines-run FORMAT FILE ROUNDS\n");
  process.exit(2);
}
const config = sourceSchema.parse({
  kind: "log-file",
  path: file,
  format: LOG_FORMATS[name as LogFormatName].format,
  search_path: "/search",
  checkout_path: "/checkout",
  regions: ["eu", "us", "apac"],
});
if (config.kind !== "log-file") process.exit(2);

const intake = logIntake(config);
// A second of the service's time for every so many lines: the window turns over and is summed up as in production.
const LINES_A_SECOND = 20_000;
let lines = 0;
let summed = 0;
const readOnce = () => {
  const tail = openTail(file, "beginning");
  for (let more = true; more;) {
    ({ more } = tail.read(2 * 1024 * 1024, (bytes, start, end) => {
      lines += 1;
      const at = lines / (LINES_A_SECOND / 1000);
      intake.onLine(bytes, start, end, at);
      if (lines % LINES_A_SECOND === 0 && intake.window.summary(at).requests > 0) summed += 1;
    }));
  }
  tail.close();
};
readOnce();
lines = 0;
const before = process.cpuUsage();
for (let round = 0; round < Number(rounds); round += 1) readOnce();
const { user, system } = process.cpuUsage(before);
process.stdout.write(
  JSON.stringify({ lines, refused: intake.seen.refused, summed, cpuSeconds: (user + system) / 1e6 }),
);
