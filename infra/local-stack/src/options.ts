import { parseArgs } from "node:util";
import { LEAST_EXPERIMENT_S } from "./short-experiment.ts";
import { StackError } from "./stack-error.ts";

export type Options = {
  headless: boolean;
  seconds: number;
  /** Length of the switchback after the comparison, s; 0: none. */
  experiment: number;
  seed: number;
  report: string | null;
  reset: boolean;
  port: number;
  gatewayPort: number;
  state: string | null;
  trace: { file: string; timeColumn: string | null; countColumn: string | null } | null;
  stackOnly: boolean;
  simulated: boolean;
  help: boolean;
};

export const usage = `npm start -- [options]

Starts PostgreSQL, the hub, the gateway and the worker on this machine, then lets an agent
drive a live HAProxy fleet with the reference Persona and compares it with what fleets run today.

  --headless            run the comparison, print the report, stop everything, exit 0
  --seconds N           length of the comparison over its three arms      (default 240)
  --experiment N        length of the switchback experiment after it in seconds,
                        0 for none                                        (default 240)
  --report FILE         write the report as JSON
  --seed N              seed of the generated traffic                     (default 1)
  --trace FILE          follow a CSV of (time, count) instead of generated traffic
  --time-column NAME    its time column      --count-column NAME   its count column
  --port N              the hub's port       (default 3000)
  --gateway-port N      the gateway's port   (default 3001)
  --state DIR           where databases, keys and logs live
  --stack-only          start the stack and nothing else
  --simulated           drive a simulated fleet instead of one behind HAProxy
                        (chosen by itself where HAProxy cannot be had)
  --reset               forget all state of earlier runs first
  --help                this text

examples
  npm start
  npm start -- --headless --seconds 240 --report out.json
  npm start -- --port 4000 --gateway-port 4001`;

function wholeNumber(name: string, text: string, low: number, high: number): number {
  const value = Number(text);
  if (Number.isInteger(value) && value >= low && value <= high) return value;
  throw new StackError("bad-option", `--${name} takes a whole number from ${low} to ${high}, not "${text}".`);
}

function experimentSeconds(text: string): number {
  return text === "0" ? 0 : wholeNumber("experiment", text, LEAST_EXPERIMENT_S, 86_400);
}

/** Parses the command line; throws `StackError` with code `bad-option`. */
export function parseOptions(argv: readonly string[]): Options {
  const { values } = readArguments(argv);
  return {
    headless: values.headless ?? false,
    seconds: wholeNumber("seconds", values.seconds ?? "240", 30, 86_400),
    experiment: experimentSeconds(values.experiment ?? "240"),
    seed: wholeNumber("seed", values.seed ?? "1", 0, 2 ** 31),
    report: values.report ?? null,
    reset: values.reset ?? false,
    port: wholeNumber("port", values.port ?? "3000", 0, 65_535),
    gatewayPort: wholeNumber("gateway-port", values["gateway-port"] ?? "3001", 0, 65_535),
    state: values.state ?? null,
    trace:
      values.trace === undefined
        ? null
        : {
            file: values.trace,
            timeColumn: values["time-column"] ?? null,
            countColumn: values["count-column"] ?? null,
          },
    stackOnly: values["stack-only"] ?? false,
    simulated: values.simulated ?? false,
    help: values.help ?? false,
  };
}

function readArguments(argv: readonly string[]) {
  try {
    return parseArgs({
      args: [...argv],
      options: {
        headless: { type: "boolean" },
        seconds: { type: "string" },
        experiment: { type: "string" },
        seed: { type: "string" },
        report: { type: "string" },
        reset: { type: "boolean" },
        port: { type: "string" },
        "gateway-port": { type: "string" },
        state: { type: "string" },
        trace: { type: "string" },
        "time-column": { type: "string" },
        "count-column": { type: "string" },
        "stack-only": { type: "boolean" },
        simulated: { type: "boolean" },
        help: { type: "boolean", short: "h" },
      },
    });
  } catch (error) {
    const problem = error instanceof Error ? (error.message.split("\n")[0] ?? "") : String(error);
    throw new StackError("bad-option", `${problem.replace(/\.?$/, ".")} Run npm start -- --help for the options.`);
  }
}
