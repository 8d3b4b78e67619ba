import { expect, it } from "vitest";
import { initialScrapeMemory, parseExposition, scrapeMapper } from "./index.ts";

it("scrapeMapper does what the README's example says", () => {
  const scrape = parseExposition("hits_total 1500\nqueue 7\n", { format: "text" });
  if (scrape.kind !== "parsed") throw new TypeError(scrape.message);
  const mapper = scrapeMapper([
    { use: "rate", of: "hits_total", signal: "request_rate", scale: 1, combine: "sum" },
    { use: "gauge", of: "queue", signal: "queue_depth", scale: 1, combine: "sum" },
  ]);
  const first = mapper.map(initialScrapeMemory, scrape.samples, 1_767_225_600_000);
  expect(first.signals).toEqual({ queue_depth: { value: 7, at: 1_767_225_600_000 } });
  const again = parseExposition("hits_total 2500\nqueue 7\n", { format: "text" });
  if (again.kind !== "parsed") throw new TypeError(again.message);
  const second = mapper.map(first.memory, again.samples, 1_767_225_610_000);
  expect(second.signals["request_rate"]).toEqual({ value: 100, at: 1_767_225_610_000 });
});
