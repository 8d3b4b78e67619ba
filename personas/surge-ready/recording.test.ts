import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { parseRecording, type RecordedRow, readRecording, writeRecording } from "./recording.ts";
import { withReturns } from "./returns.ts";

const row = (t: number, change: Partial<RecordedRow> = {}): RecordedRow => ({
  episode: 0,
  t,
  signals: { request_rate: 180.25, latency_p95: null },
  config: { cpu_allocation: 0.2875, caching_strategy: "short" },
  expert: { cpu_allocation: 0.15, caching_strategy: "long" },
  ...change,
});

it("writeRecording writes what readRecording reads", async () => {
  const folder = await mkdtemp(join(tmpdir(), "recording-"));
  try {
    const file = join(folder, "recording.ndjson.gz");
    const rows = [row(0), row(1)];
    await writeRecording(file, rows);
    expect(await readRecording(file)).toEqual(rows);
    await expect(readRecording(join(folder, "none.gz"))).rejects.toMatchObject({ code: "recording-invalid" });
  } finally {
    await rm(folder, { recursive: true });
  }
});

it.each([
  ["a line that is no JSON", "{"],
  ["a value that is no number", JSON.stringify({ ...row(0), t: "soon" })],
  ["an unknown field", JSON.stringify({ ...row(0), mood: "good" })],
])("parseRecording refuses %s and names the line", (_, line) => {
  const good = JSON.stringify(row(0));
  expect(() => parseRecording(`${good}\n${line}\n`, "file")).toThrow(/^file, line 2/);
});

it("withReturns discounts what follows within the episode alone", () => {
  const broken = { request_rate: 400, latency_p95: 900 };
  const rows = [row(0), row(1, { signals: broken }), row(2), row(0, { episode: 1, signals: broken })];
  const [first, second, third, other] = withReturns(rows).map(({ value }) => value ?? Number.NaN);
  expect(third).toBeCloseTo(-0.3, 5);
  expect(other).toBeCloseTo(-1.3, 5);
  expect(second).toBeLessThan(first ?? 0);
  expect(first).toBeLessThan(third ?? 0);
});
