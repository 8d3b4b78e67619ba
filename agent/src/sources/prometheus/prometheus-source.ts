import type { Signals } from "@fleet-persona/engine";
import { initialScrapeMemory, parseExposition, scrapeMapper, type ScrapeMemory } from "@fleet-persona/signals";
import { readFileSync } from "node:fs";
import { messageOf } from "../../agent-error.ts";
import { fetchText } from "../fetch-text.ts";
import { healthOf } from "../health-of.ts";
import type { Source } from "../source.ts";
import type { PrometheusSourceConfig } from "../source-config.ts";

// Offered in this order; 0.0.4 is what everything speaks.
const ACCEPT = "application/openmetrics-text;version=1.0.0;q=0.9,text/plain;version=0.0.4;q=0.8,*/*;q=0.1";

type Scraped = {
  readonly signals: Signals;
  readonly lastAt: number | null;
  readonly problem: string | null;
  readonly note: string | null;
};

/** Scrapes an exporter that the host's config names, and makes signals by its rules. */
export function openPrometheusSource(config: PrometheusSourceConfig, now: () => number): Source {
  const mapper = scrapeMapper(config.rules);
  let memory: ScrapeMemory = initialScrapeMemory;
  let scraped: Scraped = { signals: {}, lastAt: null, problem: null, note: null };
  let timer: NodeJS.Timeout | undefined;
  let closed = false;

  const scrape = async () => {
    const fetched = await askExporter(config);
    if (closed) return;
    const at = now();
    if (fetched.kind === "failed") {
      scraped = { ...scraped, problem: `${fetched.message}: start the exporter or correct the source's url.` };
      return;
    }
    const format = fetched.contentType.includes("openmetrics") ? "openmetrics" : "text";
    const exposition = parseExposition(fetched.text, { format, wanted: (name) => mapper.wanted(name) });
    if (exposition.kind === "refused") {
      scraped = { ...scraped, problem: `${config.url}: ${exposition.message}` };
      return;
    }
    const mapped = mapper.map(memory, exposition.samples, at);
    memory = mapped.memory;
    // A rule that finds nothing is worth saying; only when all of them do, the source is of no use.
    const said = mapped.problems.length === 0 ? null : mapped.problems.join(" ");
    const useless = mapped.problems.length === config.rules.length;
    // What this scrape does not know keeps what an earlier one said, with its time.
    scraped = {
      signals: { ...scraped.signals, ...mapped.signals },
      lastAt: at,
      problem: useless ? said : null,
      note: said,
    };
  };
  const turn = () => {
    void scrape()
      .catch((error: unknown) => {
        scraped = { ...scraped, problem: `${config.url}: ${messageOf(error)}` };
      })
      .finally(() => {
        if (!closed) timer = setTimeout(turn, config.interval_s * 1000).unref();
      });
  };
  turn();
  return {
    name: config.name,
    read: () => scraped.signals,
    health: (at) => healthOf(at, scraped.lastAt, config.interval_s * 2500, scraped.problem, scraped.note),
    close() {
      closed = true;
      clearTimeout(timer);
      return Promise.resolve();
    },
  };
}

async function askExporter({ url, timeout_s, max_bytes, bearer_file }: PrometheusSourceConfig) {
  const headers: Record<string, string> = { accept: ACCEPT };
  if (bearer_file !== undefined) {
    try {
      headers["authorization"] = `Bearer ${readFileSync(bearer_file, "utf8").trim()}`;
    } catch (error) {
      return { kind: "failed" as const, message: `${bearer_file} cannot be read (${messageOf(error)})` };
    }
  }
  return await fetchText({ url, headers, timeoutMs: timeout_s * 1000, maxBytes: max_bytes });
}
