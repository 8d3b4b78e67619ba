import { describe, expect, it } from "vitest";
import { runHere } from "./job-runner.ts";
import { evaluationJob, exploreJob, refineJob, smallJobs } from "./testing/small-jobs.fixture.ts";
import { threadRunner } from "./thread-runner.ts";

describe("JobRunner", () => {
  it("gives the same answers in the same order here and on threads", async () => {
    const here = await runHere.run<"record">(smallJobs);
    expect(here).toHaveLength(smallJobs.length);
    expect(here[0]?.length).toBeGreaterThan(20);
    let done = 0;
    await using threads = threadRunner(2);
    expect(await threads.run<"record">(smallJobs, { onDone: (count) => (done = count) })).toEqual(here);
    expect(done).toBe(smallJobs.length);
  });

  it("stops between two jobs when it is told to, and says what a job failed at", async () => {
    const controller = new AbortController();
    const stopped = runHere.run<"record">(smallJobs, {
      signal: controller.signal,
      onDone: (done) => {
        if (done === 2) controller.abort(new TypeError("enough"));
      },
    });
    await expect(stopped).rejects.toThrow("enough");
    await using threads = threadRunner(1);
    const broken = { ...evaluationJob, policy: { kind: "baseline", name: "nobody" } } as const;
    await expect(threads.run<"evaluate">([broken])).rejects.toThrow("there is no baseline nobody");
  });

  it("explores and refines the same on threads as here, and refines no other's log", async () => {
    const jobs = Array.from({ length: 12 }, (_, host) => exploreJob(host));
    await using threads = threadRunner(2);
    const episodes = await threads.run<"explore">(jobs);
    expect(episodes).toEqual(await runHere.run<"explore">(jobs));
    const job = refineJob(episodes);
    const [answer] = await threads.run<"refine">([job]);
    expect([answer]).toEqual(await runHere.run<"refine">([job]));
    if (answer?.kind === "candidate") expect(Object.keys(answer.files)).toContain("policy.onnx");
    else expect(answer?.code).toMatch(/^(?:no-gain|too-little-overlap)$/);
    const foreign = { ...job, parent: { ...job.parent, digest: "cd".repeat(32) } };
    const [refused] = await threads.run<"refine">([foreign]);
    expect(refused).toMatchObject({ kind: "refused", code: "dataset-foreign" });
  });
});
