import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { migrate, startEmbeddedPostgres } from "@fleet-persona/db";
import type { EmbeddedPostgres } from "@fleet-persona/db";
import { convergenceFigures } from "./money/convergence-figures.ts";
import { reconcileFigures } from "./money/reconcile-figures.ts";
import { webhookFigures } from "./money/webhook-figures.ts";
import { buildHub } from "./store/hub-under-test.ts";
import type { BenchResult } from "./result.ts";

const progress = (line: string): void => void process.stderr.write(`${line}\n`);

type Options = {
  readonly perSecond: number;
  readonly seconds: number;
  readonly events: number;
  readonly payments: number;
};
type Part = (server: EmbeddedPostgres, folder: string, options: Options) => Promise<readonly BenchResult[]>;

/** Each part has a database of its own. */
const parts: Readonly<Record<string, Part>> = {
  webhook: (server, folder, load) => webhookFigures(server, folder, load, progress),
  convergence: (server, folder, { events }) => convergenceFigures(server, folder, events, progress),
  reconcile: (server, _, { payments }) => reconcileFigures(server, payments, progress),
};

/** Money with real components: what acknowledging, converging and reconciling take, and whether all of it is right. Throws where it is not. */
export async function moneyBench(options: readonly string[]): Promise<readonly BenchResult[]> {
  const { only, ...sizes } = optionsOf(options);
  if (only !== "reconcile") {
    progress("building the hub");
    await buildHub();
  }
  const results: BenchResult[] = [];
  for (const [name, part] of Object.entries(parts))
    if (only === null || only === name)
      results.push(...(await inDatabase((server, folder) => part(server, folder, sizes))));
  return results;
}

function optionsOf(options: readonly string[]): Options & { readonly only: string | null } {
  const number = (fallback: string) => ({ type: "string", default: fallback }) as const;
  const { values } = parseArgs({
    args: [...options],
    options: {
      rate: number("200"),
      seconds: number("60"),
      events: number("10000"),
      payments: number("100000"),
      only: { type: "string" },
    },
  });
  if (values.only !== undefined && !Object.hasOwn(parts, values.only))
    throw new TypeError(`--only ${values.only}: there are ${Object.keys(parts).join(", ")}.`);
  return {
    perSecond: Number(values.rate),
    seconds: Number(values.seconds),
    events: Number(values.events),
    payments: Number(values.payments),
    only: values.only ?? null,
  };
}

async function inDatabase(work: (server: EmbeddedPostgres, folder: string) => Promise<readonly BenchResult[]>) {
  await using rest = new AsyncDisposableStack();
  const folder = await mkdtemp(join(tmpdir(), "fleet-persona-money-bench-"));
  rest.defer(() => rm(folder, { recursive: true, force: true }));
  // As root the server runs as somebody else, who must be able to pass through.
  await chmod(folder, 0o711);
  const server = rest.use(await startEmbeddedPostgres({ folder: join(folder, "postgres") }));
  await migrate({ ownerUrl: server.ownerUrl });
  return await work(server, folder);
}
