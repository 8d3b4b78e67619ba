import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { reactiveController } from "./arm/reactive-controller.ts";
import { runArm } from "./arm/run-arm.ts";
import { faultsOfDefault, faultsOfLoad } from "./arm/validity.ts";
import { startDemoFleet } from "./demo-fleet.ts";
import { FleetError } from "./fleet-error.ts";
import { TRAFFIC } from "./sizing.ts";
import { generateTrace } from "./trace/generate-trace.ts";
import { readTrace } from "./trace/read-trace.ts";
import { fitTrace, type Trace } from "./trace/trace.ts";

const HELP = `Runs one arm on a demo fleet of its own and prints its figures as JSON.

  pnpm exec node infra/demo-fleet/src/main.ts --seconds 70 --arm default --seed 1
  pnpm exec node infra/demo-fleet/src/main.ts --arm reactive --trace counts.csv --time-column timestamp --count-column value

  --seconds N        length with the 10 s of warm-up (default 70)
  --arm NAME         default | reactive
  --seed N           of the trace and of the arrivals (default 1)
  --trace FILE       a CSV of (time, count), pressed into the length, its peak at the flash crowd's height
  --time-column, --count-column   its columns (default: the first two)
  --verbose          every second on standard error
`;

const { values } = parseArgs({
  options: {
    seconds: { type: "string", default: "70" },
    arm: { type: "string", default: "default" },
    seed: { type: "string", default: "1" },
    trace: { type: "string" },
    "time-column": { type: "string" },
    "count-column": { type: "string" },
    verbose: { type: "boolean", default: false },
    help: { type: "boolean", default: false },
  },
});

async function traceFor(seconds: number, seed: number): Promise<Trace> {
  if (values.trace === undefined) return generateTrace({ seed, seconds });
  const text = await readFile(values.trace, "utf8").catch((cause: unknown) => {
    throw new FleetError("trace-invalid", `The trace ${values.trace} cannot be read.`, { cause });
  });
  const [timeColumn, countColumn] = [values["time-column"], values["count-column"]];
  const trace = readTrace(text, { ...(timeColumn ? { timeColumn } : {}), ...(countColumn ? { countColumn } : {}) });
  return fitTrace(trace, { seconds, peak: TRAFFIC.flash });
}

async function run(abort: AbortSignal): Promise<void> {
  const seconds = Number(values.seconds);
  const seed = Number(values.seed);
  const trace = await traceFor(seconds, seed);
  const folder = await mkdtemp(join(tmpdir(), "fleet-"));
  try {
    await using fleet = await startDemoFleet({ folder });
    const result = await runArm({
      fleet,
      trace,
      seed,
      abort,
      ...(values.arm === "reactive" ? { controller: reactiveController(undefined, console.error) } : {}),
      onSecond(bucket) {
        if (values.verbose) console.error(`${JSON.stringify(bucket)} ${fleet.allocatedCores().toFixed(3)}`);
      },
    });
    console.log(JSON.stringify(result.arm, null, 2));
    const faults = values.arm === "default" ? faultsOfDefault(result) : faultsOfLoad(result.load);
    for (const fault of faults) console.error(fault);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

if (values.help) console.log(HELP);
else if (!["default", "reactive"].includes(values.arm) || !(Number(values.seconds) > 12)) {
  console.error(HELP);
  process.exitCode = 2;
} else {
  const stop = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => stop.abort());
  await run(stop.signal).catch((error: unknown) => {
    console.error(error instanceof FleetError ? error.message : error);
    process.exitCode = stop.signal.aborted ? 130 : 1;
  });
}
