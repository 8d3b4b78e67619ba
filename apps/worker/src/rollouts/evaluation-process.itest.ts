import { afterAll, expect, it } from "vitest";
import { evaluationProcess } from "./evaluation-process.ts";
import { probeTask } from "./testing/probe-task.ts";

const child = new URL("testing/probe-child.fixture.ts", import.meta.url);
const limits = { child, timeLimitMs: 20_000, memoryMb: 300 };
const never = new AbortController().signal;
const genomeOf = (does: string) => Buffer.from(JSON.stringify({ does }));
const work = (does: string) => ({ task: probeTask, genome: genomeOf(does), seeds: [5] });

const evaluator = evaluationProcess(limits);
afterAll(() => evaluator[Symbol.asyncDispose]());

it("evaluationProcess gives what the evaluator gave, with nothing lost on the way", async () => {
  const first = await evaluator.evaluate("a", work("add"), never);
  expect(first).toEqual({
    kind: "done",
    result: { sum: genomeOf("add").reduce((sum, byte) => sum + byte, 0), seeds: [5], third: 1 / 3 },
  });
});

it("evaluationProcess keeps one process for a batch and takes another for the next", async () => {
  const pids: unknown[] = [];
  for (const batch of ["b", "b", "c"]) {
    const evaluation = await evaluator.evaluate(batch, work("spy"), never);
    pids.push(evaluation.kind === "done" ? (evaluation.result as { pid: number }).pid : evaluation);
  }
  expect(pids[0]).toBe(pids[1]);
  expect(pids[2]).not.toBe(pids[0]);
});

it("evaluationProcess gives its child no environment, no file to write and no program to start", async () => {
  const evaluation = await evaluator.evaluate("d", work("spy"), never);
  expect(evaluation).toMatchObject({ result: { env: [], writes: false, spawns: false } });
});

it("evaluationProcess tells what the evaluator threw, and goes on with the same process", async () => {
  const failed = { kind: "failed", code: "evaluation-failed", message: "It is no genome." };
  expect(await evaluator.evaluate("e", work("throw"), never)).toEqual(failed);
  expect(await evaluator.evaluate("e", work("add"), never)).toMatchObject({ kind: "done" });
});

it("evaluationProcess kills what does not end in time, and works on", async () => {
  await using hasty = evaluationProcess({ ...limits, timeLimitMs: 500 });
  expect(await hasty.evaluate("f", work("loop"), never)).toMatchObject({ kind: "failed", code: "out-of-time" });
  expect(await hasty.evaluate("f", work("add"), never)).toMatchObject({ kind: "done" });
});

it.each(["hoard", "heap"])("evaluationProcess kills what takes too much memory (%s), and works on", async (does) => {
  expect(await evaluator.evaluate("g", work(does), never)).toMatchObject({ kind: "failed", code: "out-of-memory" });
  expect(await evaluator.evaluate("g", work("add"), never)).toMatchObject({ kind: "done" });
});

it("evaluationProcess tells a child that died from one that failed", async () => {
  expect(await evaluator.evaluate("h", work("exit"), never)).toMatchObject({ kind: "died" });
  expect(await evaluator.evaluate("h", work("add"), never)).toMatchObject({ kind: "done" });
});

it("evaluationProcess stops at once when it is told to", async () => {
  const stop = new AbortController();
  const evaluation = evaluator.evaluate("i", work("loop"), stop.signal);
  setTimeout(() => stop.abort(), 300);
  expect(await evaluation).toEqual({ kind: "stopped" });
  expect(await evaluator.evaluate("i", work("add"), AbortSignal.abort())).toEqual({ kind: "stopped" });
  expect(await evaluator.evaluate("i", work("add"), never)).toMatchObject({ kind: "done" });
});

it("evaluationProcess says what is wrong when its child cannot start", async () => {
  const missing = new URL("testing/none.ts", import.meta.url);
  await using broken = evaluationProcess({ ...limits, child: missing });
  await expect(broken.prepare("j")).rejects.toThrow(/did not start/);
  await expect(broken.evaluate("j", work("add"), never)).rejects.toThrow(/did not start/);
});
