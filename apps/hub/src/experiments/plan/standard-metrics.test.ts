import { metricSchema } from "@fleet-persona/experiments";
import { standardSignal } from "@fleet-persona/signals";
import { expect, it } from "vitest";
import { standardMetrics } from "./standard-metrics.ts";

// Figures that an agent makes itself beside the standard signals.
const own = new Set(["allocated_cores"]);

it.each(standardMetrics)("standardMetrics: $name is a metric of columns that agents report", ({ about, ...metric }) => {
  expect(about).not.toBe("");
  const { measure } = metricSchema.parse(metric);
  const columns =
    measure.kind === "ratio"
      ? [...measure.numerator, ...measure.denominator]
      : measure.kind === "share"
        ? measure.any.map(({ signal }) => signal)
        : [measure.signal];
  for (const column of columns) expect(own.has(column) || standardSignal(column) !== undefined, column).toBe(true);
});

it("standardMetrics have a name each", () => {
  expect(new Set(standardMetrics.map(({ name }) => name)).size).toBe(standardMetrics.length);
});
