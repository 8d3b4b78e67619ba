import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { projectRoot } from "@fleet-persona/local-stack";
import { benchResult } from "../result.ts";
import type { BenchResult } from "../result.ts";

/** What the journeys' crawl writes: a rule that elements of a page break, in one of its looks. */
type CrawlReport = {
  readonly visited: readonly string[];
  readonly looks: number;
  readonly findings: readonly {
    readonly path: string;
    readonly width: number;
    readonly scheme: string;
    readonly rule: string;
    readonly elements: readonly string[];
  }[];
};

/** Has the journeys fill a hub, and axe look at every page of it, light and dark, wide and narrow. Says each finding. */
export async function axeBench(folder: string, progress: (line: string) => void): Promise<BenchResult> {
  const report = join(folder, "crawl.json");
  await run("node_modules/.bin/turbo", ["run", "build", "--output-logs=errors-only"], {});
  const journeys = ["test", "--config", "e2e/playwright.config.ts"];
  // The journeys fail on what axe finds, and when they fail before they write nothing: the report decides.
  const code = await run("e2e/node_modules/.bin/playwright", journeys, { CRAWL: "whole", CRAWL_REPORT: report });
  const text = await readFile(report, "utf8").catch(() => null);
  if (text === null) throw new Error(`The journeys ended (${code ?? "killed"}) before they had visited every page.`);
  const { findings, visited, looks } = JSON.parse(text) as CrawlReport;
  for (const { path, width, scheme, rule, elements } of findings)
    progress(`axe: ${path} ${width} ${scheme}: ${rule}: ${elements[0] ?? ""}`);
  return benchResult({
    name: "axe_violations",
    value: findings.length,
    unit: `on ${visited.length} pages in ${looks} looks`,
    target: { atMost: 0 },
  });
}

async function run(
  command: string,
  args: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<number | null> {
  const child = spawn(join(projectRoot, command), args, {
    cwd: projectRoot,
    stdio: ["ignore", 2, 2],
    env: { ...process.env, ...env },
  });
  const [code] = (await once(child, "exit")) as [number | null];
  return code;
}
