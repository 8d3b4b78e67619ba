import { expect, it } from "vitest";
import { otlpLines, pushLine } from "./push-lines.ts";

it("pushLine pushes the source's own figure with its token", () => {
  const source = { token: "fps_1", signals: [{ name: "revenue_rate" }] };
  expect(pushLine("https://hub.example", source)).toBe(
    "curl -fsS https://hub.example/v1/signals -H 'authorization: Bearer fps_1' -d 'revenue_rate=0.031'",
  );
});

it("otlpLines name the endpoint and carry the token as OpenTelemetry wants headers", () => {
  expect(otlpLines("https://hub.example", "fps_1").split("\n")).toEqual([
    "OTEL_EXPORTER_OTLP_METRICS_ENDPOINT=https://hub.example/v1/metrics",
    "OTEL_EXPORTER_OTLP_METRICS_HEADERS='authorization=Bearer%20fps_1'",
  ]);
});
