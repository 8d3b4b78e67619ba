import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseExposition } from "./exposition.ts";

const TEXT = String.raw`# HELP http_requests_total The total number of HTTP requests.
# TYPE http_requests_total counter
http_requests_total{method="post",code="200"} 1027 1395066363000
http_requests_total{method="post",code="400",} 3 1395066363000

# Escaping in label values:
msdos_file_access_time_seconds{path="C:\\DIR\\FILE.TXT",error="Cannot find file:\n\"FILE.TXT\""} 1.458255915e9
metric_without_timestamp_and_labels 12.47
something_weird{problem="division by zero"} +Inf -3982045
rpc_duration_seconds{quantile="0.01"} NaN
`;

function samplesOf(text: string, format: "text" | "openmetrics" = "text") {
  const parsed = parseExposition(text, { format });
  return parsed.kind === "parsed"
    ? parsed.samples.map(({ labels, ...rest }) => ({ ...rest, ...Object.fromEntries(labels) }))
    : parsed;
}

describe("parseExposition", () => {
  it("parseExposition reads the format's own example", () => {
    expect(samplesOf(TEXT)).toEqual([
      { name: "http_requests_total", method: "post", code: "200", value: 1027, at: 1395066363000 },
      { name: "http_requests_total", method: "post", code: "400", value: 3, at: 1395066363000 },
      {
        name: "msdos_file_access_time_seconds",
        path: String.raw`C:\DIR\FILE.TXT`,
        error: 'Cannot find file:\n"FILE.TXT"',
        value: 1458255915,
        at: null,
      },
      { name: "metric_without_timestamp_and_labels", value: 12.47, at: null },
      { name: "something_weird", problem: "division by zero", value: Infinity, at: -3982045 },
      { name: "rpc_duration_seconds", quantile: "0.01", value: Number.NaN, at: null },
    ]);
  });

  it("parseExposition reads OpenMetrics: seconds, exemplars, the end", () => {
    const text =
      'foo_bucket{le="0.1"} 8 1520879607.789 # {trace_id="abc # }"} 0.067 1520879607.7\nfoo_count 17\n# EOF\n';
    expect(samplesOf(text, "openmetrics")).toEqual([
      { name: "foo_bucket", le: "0.1", value: 8, at: 1520879607789 },
      { name: "foo_count", value: 17, at: null },
    ]);
    expect(samplesOf("foo_count 17\n", "openmetrics")).toMatchObject({ kind: "refused", code: "not-complete" });
  });

  it("parseExposition keeps only what is wanted, and its type", () => {
    const parsed = parseExposition(TEXT, { format: "text", wanted: (name) => name === "http_requests_total" });
    expect(parsed).toMatchObject({ kind: "parsed" });
    if (parsed.kind !== "parsed") return;
    expect(parsed.samples).toHaveLength(2);
    expect(parsed.types.get("http_requests_total")).toBe("counter");
  });

  it.each([
    ["no value", "foo"],
    ["a value that is none", "foo bar"],
    ["hexadecimal", "foo 0x10"],
    ["labels that do not end", 'foo{a="b" 1'],
    ["a label twice", 'foo{a="b",a="c"} 1'],
    ["a label without quotes", "foo{a=b} 1"],
    ["three numbers", "foo 1 2 3"],
    ["a name that begins with a digit", "1foo 1"],
  ])("parseExposition refuses the scrape for %s", (_what, line) => {
    expect(parseExposition(`ok 1\n${line}\n`, { format: "text" })).toMatchObject({
      kind: "refused",
      code: "line-malformed",
      line: 2,
    });
  });

  it("parseExposition is bounded", () => {
    const many = "a 1\n".repeat(11);
    expect(parseExposition(many, { format: "text", maxSamples: 10 })).toMatchObject({ code: "too-many-samples" });
  });

  it("parseExposition gives back every sample that was written, and never throws", () => {
    const value = fc.oneof(fc.double(), fc.constantFrom(Infinity, -Infinity, Number.NaN));
    const labels = fc.dictionary(fc.stringMatching(/^[a-z][a-z0-9]{0,8}$/), fc.string(), { maxKeys: 5 });
    const escape = (text: string) => text.replaceAll("\\", "\\\\").replaceAll('"', '\\"').replaceAll("\n", "\\n");
    fc.assert(
      fc.property(labels, value, (own, number) => {
        // Lines end at a newline and are trimmed: what else breaks lines in a text is data here.
        const text = Object.entries(own).map(([key, of]) => `${key}="${escape(of)}"`);
        const written = Number.isNaN(number) ? "NaN" : String(number).replace("Infinity", "Inf");
        const parsed = parseExposition(`m{${text.join(",")}} ${written}\n`, { format: "text" });
        expect(parsed.kind).toBe("parsed");
        if (parsed.kind !== "parsed") return;
        expect(parsed.samples[0]?.value).toBe(number === 0 ? Number(written) : number);
        expect(Object.fromEntries(parsed.samples[0]?.labels ?? [])).toEqual({ ...own });
      }),
    );
    fc.assert(fc.property(fc.string(), (text) => void parseExposition(text, { format: "text" })));
    const near = fc.string({ unit: fc.constantFrom("a", "{", "}", '"', "\\", "=", ",", " ", "1", "#", "\n") });
    fc.assert(fc.property(near, (text) => void parseExposition(text, { format: "openmetrics" })));
  });
});
