import { haproxyBench } from "./haproxy-bench.ts";
import { logLinesBench } from "./log-lines-bench.ts";
import { nginxBench } from "./nginx-bench.ts";
import type { BenchResult } from "./result.ts";

/** Each part of it, one after the other; a new one is a line here. */
const PARTS: Readonly<Record<string, (options: readonly string[]) => Promise<readonly BenchResult[]>>> = {
  haproxy: haproxyBench,
  nginx: nginxBench,
  logs: logLinesBench,
};

/** Targets and logs against real software under load. With a part's name only that part, and its options: `targets nginx --reloads 40`. */
export async function targetsBench(options: readonly string[]): Promise<readonly BenchResult[]> {
  const [name = "", ...rest] = options;
  const only = PARTS[name];
  if (only !== undefined) return await only(rest);
  if (name !== "") throw new RangeError(`${name} is no part of this bench: ${Object.keys(PARTS).join(", ")}`);
  const results: BenchResult[] = [];
  for (const part of Object.values(PARTS)) results.push(...(await part([])));
  return results;
}
