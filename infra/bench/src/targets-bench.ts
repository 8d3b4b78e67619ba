import { haproxyBench } from "./haproxy-bench.ts";
import type { BenchResult } from "./result.ts";

/** Each kind of target that is measured, one after the other; a new one is a line here. */
const PARTS: readonly ((options: readonly string[]) => Promise<readonly BenchResult[]>)[] = [haproxyBench];

/** Targets against real software under load: `--changes N` (default 1000), `--pause-ms N` between the requests of a connection (default 2). */
export async function targetsBench(options: readonly string[]): Promise<readonly BenchResult[]> {
  const results: BenchResult[] = [];
  for (const part of PARTS) results.push(...(await part(options)));
  return results;
}
