import { describe, expect, it } from "vitest";
import { parseExposition } from "./exposition.ts";
import { initialScrapeMemory, scrapeMapper } from "./map-scrape.ts";
import { prometheusRuleSchema, type PrometheusRule } from "./rule.ts";

function scrapes(rules: readonly unknown[], texts: readonly string[]) {
  const mapper = scrapeMapper(rules.map((rule): PrometheusRule => prometheusRuleSchema.parse(rule)));
  let memory = initialScrapeMemory;
  return texts.map((text, index) => {
    const parsed = parseExposition(text, { format: "text", wanted: (name) => mapper.wanted(name) });
    if (parsed.kind !== "parsed") throw new TypeError(parsed.message);
    const mapped = mapper.map(memory, parsed.samples, 1_000_000 + index * 10_000);
    memory = mapped.memory;
    return mapped;
  });
}

const valueOf = (mapped: ReturnType<typeof scrapes>[number] | undefined, name: string) => mapped?.signals[name]?.value;

describe("scrapeMapper", () => {
  it("scrapeMapper knows no rate at first, then the growth a second over all series", () => {
    const rule = { signal: "request_rate", use: "rate", of: "hits" };
    const [first, second] = scrapes([rule], ['hits{a="1"} 100\nhits{a="2"} 50\n', 'hits{a="1"} 150\nhits{a="2"} 60\n']);
    expect(first?.signals).toEqual({});
    expect(second?.signals).toEqual({ request_rate: { value: 6, at: 1_010_000 } });
  });

  it("scrapeMapper takes a counter that fell as one that began at zero", () => {
    const rule = { signal: "request_rate", use: "rate", of: "hits" };
    expect(valueOf(scrapes([rule], ["hits 1000\n", "hits 30\n"])[1], "request_rate")).toBe(3);
  });

  it("scrapeMapper does not count the past of a series that is new", () => {
    const rule = { signal: "request_rate", use: "rate", of: "hits" };
    const texts = ['hits{a="1"} 100\n', 'hits{a="1"} 110\nhits{a="2"} 5000\n'];
    expect(valueOf(scrapes([rule], texts)[1], "request_rate")).toBe(1);
  });

  it("scrapeMapper makes ratios of growths, and none when nothing was asked", () => {
    const rule = { signal: "error_rate", use: "ratio", of: 'hits{code=~"5.."}', to: "hits" };
    const texts = ['hits{code="200"} 90\nhits{code="503"} 10\n', 'hits{code="200"} 180\nhits{code="503"} 20\n'];
    const [, second, third] = scrapes([rule], [...texts, texts[1] ?? ""]);
    expect(valueOf(second, "error_rate")).toBeCloseTo(0.1);
    expect(third?.signals).toEqual({});
  });

  it("scrapeMapper reads gauges with their combination, scale and time", () => {
    const rules = [
      { signal: "queue_depth", use: "gauge", of: "queue" },
      { signal: "host_load", use: "gauge", of: "queue", combine: "max", scale: 0.5 },
      { signal: "cache_hit_ratio", use: "gauge_ratio", of: 'queue{a="1"}', to: "queue" },
    ];
    const [only] = scrapes(rules, ['queue{a="1"} 4 990000\nqueue{a="2"} 6\nqueue{a="3"} NaN\n']);
    expect(only?.signals).toEqual({
      queue_depth: { value: 10, at: 990_000 },
      host_load: { value: 3, at: 990_000 },
      cache_hit_ratio: { value: 0.4, at: 990_000 },
    });
  });

  it("scrapeMapper interpolates quantiles as histogram_quantile does", () => {
    const rule = { signal: "latency_p95", use: "quantile", of: "lat", q: 0.95, scale: 1000 };
    const text = (a: number, b: number, c: number) =>
      `lat_bucket{le="0.1"} ${a}\nlat_bucket{le="0.5"} ${b}\nlat_bucket{le="+Inf"} ${c}\n`;
    const [first, second, third] = scrapes([rule], [text(0, 0, 0), text(90, 100, 100), text(90, 100, 200)]);
    expect(first?.signals).toEqual({});
    expect(valueOf(second, "latency_p95")).toBeCloseTo(300);
    expect(valueOf(third, "latency_p95")).toBe(500);
  });

  it("scrapeMapper says which rule finds no series", () => {
    const [only] = scrapes([{ signal: "queue_depth", use: "gauge", of: 'queue{a="9"}' }], ['queue{a="1"} 1\n']);
    expect(only?.problems).toEqual(['queue_depth: the exporter has no series queue{a="9"}.']);
  });
});

describe("prometheusRuleSchema", () => {
  it.each(["", "1x", "x{", 'x{a="b"', 'x{a~"b"}', 'x{a=~"("}', 'x{a="b"} y'])(
    "prometheusRuleSchema refuses %j",
    (of) => {
      expect(prometheusRuleSchema.safeParse({ signal: "queue_depth", use: "gauge", of }).success).toBe(false);
    },
  );
});
