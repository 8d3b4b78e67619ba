import { readFile } from "node:fs/promises";
import { benchResult } from "../result.ts";
import type { BenchResult, Target } from "../result.ts";
import type { Answer } from "./open-loop.ts";
import { REQUEST_KINDS } from "./query-mix.ts";
import type { RequestKind } from "./query-mix.ts";

/** Milliseconds in the hub's process by a request's mark, from its head to its last byte. */
export async function readHandlerTimes(file: string): Promise<ReadonlyMap<string, number>> {
  const lines = (await readFile(file, "utf8")).split("\n").filter((line) => line !== "");
  return new Map(
    lines.map((line): [string, number] => {
      const [mark = "", ms = ""] = line.split(" ");
      return [mark, Number(ms)];
    }),
  );
}

/** The value below which a share of them lies (nearest rank); NaN of none. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}

const targets: Readonly<Record<RequestKind, Target>> = {
  search: { atMost: 50 },
  listing: { atMost: 100 },
  seller: null,
  home: null,
  baseline: null,
};

/** What the load came to: by kind, in the hub's process and from the intended moment; and what failed, which must be nothing. */
export function loadResults(
  answers: readonly Answer[],
  handlerMs: ReadonlyMap<string, number>,
  seconds: number,
): readonly BenchResult[] {
  const server = (some: readonly Answer[]): readonly number[] => some.flatMap(({ mark }) => handlerMs.get(mark) ?? []);
  const rows = REQUEST_KINDS.flatMap((kind) => {
    const mine = answers.filter((one) => one.kind === kind);
    const p95 = (values: readonly number[]): number => quantile(values, 0.95);
    return [
      benchResult({
        name: `${kind}_p95_ms`,
        value: p95(server(mine)),
        unit: `ms in the hub, ${mine.length} requests`,
        target: targets[kind],
      }),
      benchResult({ name: `${kind}_p50_ms`, value: quantile(server(mine), 0.5), unit: "ms in the hub", target: null }),
      benchResult({
        name: `${kind}_seen_p95_ms`,
        value: p95(mine.map(({ fromIntendedMs }) => fromIntendedMs)),
        unit: "ms from the intended moment",
        target: null,
      }),
    ];
  });
  const demanding = server(answers.filter((one) => one.demanding));
  const failed = answers.filter(({ status }) => status !== 200);
  return [
    ...rows,
    benchResult({
      name: "search_typo_p95_ms",
      value: quantile(demanding, 0.95),
      unit: `ms in the hub, ${demanding.length} mistyped with facets`,
      target: { atMost: 50 },
    }),
    benchResult({ name: "failed_requests", value: failed.length, unit: `of ${answers.length}`, target: { atMost: 0 } }),
    benchResult({ name: "answered_per_s", value: answers.length / seconds, unit: "1/s", target: null }),
  ];
}
