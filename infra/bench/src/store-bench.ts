import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { migrate, startEmbeddedPostgres } from "@fleet-persona/db";
import postgres from "postgres";
import { benchResult } from "./result.ts";
import type { BenchResult } from "./result.ts";
import { axeBench } from "./store/axe-pages.ts";
import { openBrowser } from "./store/browser.ts";
import { buildHub, startHub } from "./store/hub-under-test.ts";
import { openLoop } from "./store/open-loop.ts";
import { pageVitals } from "./store/page-vitals.ts";
import type { PageVitals } from "./store/page-vitals.ts";
import { requestMix } from "./store/query-mix.ts";
import type { Catalogue } from "./store/query-mix.ts";
import { seedStore, storeVocabulary } from "./store/seed-store.ts";
import { loadResults, readHandlerTimes } from "./store/store-results.ts";

// A process that has just started reads the store and translates what it runs; with two of them that takes most of a minute.
const warmUpSeconds = 60;

const progress = (line: string): void => void process.stderr.write(`${line}\n`);

type Options = {
  readonly listings: number;
  readonly reviews: number;
  readonly seconds: number;
  readonly rate: number;
  readonly seed: number;
  /** A seeded database to keep and use again. */
  readonly data: string | null;
  /** One part alone. */
  readonly only: Part | null;
};

const parts = ["load", "browser", "axe"] as const;
type Part = (typeof parts)[number];

/** The store at size, in production, under an open loop; then how it comes up in a browser. */
export async function storeBench(options: readonly string[]): Promise<readonly BenchResult[]> {
  const asked = optionsOf(options);
  await using rest = new AsyncDisposableStack();
  const folder = await mkdtemp(join(tmpdir(), "fleet-persona-store-bench-"));
  rest.defer(() => rm(folder, { recursive: true, force: true }));
  // As root the server runs as somebody else, who must be able to pass through.
  await chmod(folder, 0o711);
  if (asked.only === "axe") return [await axeBench(folder, progress)];
  progress("building the hub");
  await buildHub();
  const data = asked.data ?? join(folder, "postgres");
  const server = rest.use(await startEmbeddedPostgres({ folder: data }));
  const seedSeconds = await seeded(server.ownerUrl, asked);
  const catalogue = await catalogueOf(server.ownerUrl, asked.seed);
  const hub = rest.use(await startHub(server.appUrl, folder));
  const load = async (phase: string, seconds: number, seed: number) => {
    progress(`${phase}: ${asked.rate} requests a second for ${seconds} s`);
    const requests = requestMix(catalogue, seed, Math.round(asked.rate * seconds));
    return openLoop({ hubUrl: hub.url, requests, perSecond: asked.rate, seed: seed + 1, phase });
  };
  await load("warm-up", warmUpSeconds, asked.seed + 100);
  const wanted = parts.filter((part) => asked.only === null || asked.only === part);
  const results = [...seedSeconds];
  if (wanted.includes("load")) {
    const answers = await load("measured", asked.seconds, asked.seed + 200);
    results.push(...loadResults(answers, await readHandlerTimes(hub.timesFile), asked.seconds));
  }
  if (wanted.includes("browser")) results.push(...(await inBrowser(hub.url, catalogue)));
  if (wanted.includes("axe")) results.push(await axeBench(folder, progress));
  return results;
}

function optionsOf(options: readonly string[]): Options {
  const number = (fallback: string) => ({ type: "string", default: fallback }) as const;
  const { values } = parseArgs({
    args: [...options],
    options: {
      listings: number("100000"),
      reviews: number("1000000"),
      seconds: number("60"),
      rate: number("50"),
      seed: number("1"),
      data: { type: "string" },
      only: { type: "string" },
    },
  });
  return {
    listings: Number(values.listings),
    reviews: Number(values.reviews),
    seconds: Number(values.seconds),
    rate: Number(values.rate),
    seed: Number(values.seed),
    data: values.data ?? null,
    only: onlyOf(values.only),
  };
}

function onlyOf(named: string | undefined): Part | null {
  const part = parts.find((each) => each === named);
  if (named !== undefined && part === undefined) throw new TypeError(`--only ${named}: there are ${parts.join(", ")}.`);
  return part ?? null;
}

async function seeded(ownerUrl: string, { listings, reviews, seed }: Options): Promise<readonly BenchResult[]> {
  await migrate({ ownerUrl });
  const sql = postgres(ownerUrl, { max: 1, onnotice: () => {} });
  try {
    const [row] = await sql<{ there: boolean }[]>`select exists (select from listing_search) as there`;
    if (row?.there === true) return [];
  } finally {
    await sql.end();
  }
  const begun = performance.now();
  const size = {
    listings,
    reviews,
    sellers: Math.ceil(listings / 25),
    buyers: Math.max(2_000, Math.ceil(listings / 5)),
  };
  await seedStore({ ownerUrl, size, seed, onStep: (what) => progress(`seeding: ${what}`) });
  return [benchResult({ name: "seed_s", value: (performance.now() - begun) / 1_000, unit: "s", target: null })];
}

// Visited by popularity, which is neither the order they were made in nor that of any page.
async function catalogueOf(ownerUrl: string, seed: number): Promise<Catalogue> {
  const sql = postgres(ownerUrl, { max: 1, onnotice: () => {} });
  try {
    const rows = await sql<
      { address: string; seller: string }[]
    >`select publisher_slug || '/' || name as address, publisher_slug as seller
      from listings order by (substr(name, 9)::integer * 48271::bigint) % 100003 limit 20000`;
    return {
      words: storeVocabulary(seed),
      listings: rows.map(({ address }) => address),
      sellers: [...new Set(rows.map(({ seller }) => seller))],
    };
  } finally {
    await sql.end();
  }
}

const loads = 5;

async function inBrowser(hubUrl: string, { listings }: Catalogue): Promise<readonly BenchResult[]> {
  const browser = await openBrowser();
  if (browser === null) {
    progress(
      "no Chromium: nothing is measured in a browser (apt-get install chromium, or playwright install chromium)",
    );
    return [];
  }
  try {
    const paths = ["/store", "/store?q=surge&price=free", `/store/${listings[0] ?? ""}`];
    const vitals: (PageVitals & { readonly path: string })[] = [];
    for (const path of paths) {
      for (let turn = 0; turn < loads; turn += 1)
        vitals.push({ path, ...(await pageVitals(browser, `${hubUrl}${path}`)) });
    }
    const middle = (path: string): number =>
      median(vitals.filter((one) => one.path === path).map(({ lcpMs }) => lcpMs));
    const most = (pick: (one: (typeof vitals)[number]) => number): number => Math.max(...vitals.map(pick));
    return [
      benchResult({
        name: "store_lcp_ms",
        value: Math.max(...paths.map(middle)),
        unit: `ms, worst page's median of ${loads}`,
        target: { atMost: 1_000 },
      }),
      benchResult({ name: "store_cls", value: most(({ cls }) => cls), unit: "worst load", target: { atMost: 0.02 } }),
      benchResult({
        name: "store_js_kb",
        value: most(({ scriptKb }) => scriptKb),
        unit: "KiB on the wire",
        target: { atMost: 170 },
      }),
      benchResult({
        name: "store_html_kb",
        value: most(({ htmlKb }) => htmlKb),
        unit: "KiB on the wire",
        target: null,
      }),
    ];
  } finally {
    await browser.close();
  }
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
