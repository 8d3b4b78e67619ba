import { expect, test } from "vitest";
import type { Configuration } from "@fleet-persona/persona";
import type { Step, Target } from "../target.ts";
import type { ContractSubject, Faults, OpenSubject } from "./contract-subject.ts";
import { everythingElse, expectInForce, leadTo } from "./contract-values.ts";

const LIMIT_MS = 5_000;

type Trouble = Exclude<keyof Faults, "comeBack" | "refuse">;

const TROUBLES: readonly (readonly [Trouble, string])[] = [
  ["hang", "fails as unreachable within its limit when nothing answers, and goes on when it does"],
  ["halfReply", "fails as unreachable when replies break off half way, and goes on when they are whole"],
  ["vanish", "fails as unreachable when its service is gone, and goes on when it is back"],
];

/** What must hold when the service under the target refuses, is silent, breaks off, goes and comes back. */
export function faultContract(name: string, open: OpenSubject): void {
  test(`${name} leaves nothing half done when a change is refused`, async ({ skip }) => {
    await using subject = await open();
    const bring = hookOf(subject, "refuse", skip);
    const { target, faults } = subject;
    const before = await target.read();
    const to = everythingElse((await target.describe()).attributes, before);
    for (const [attribute, value] of Object.entries(to)) {
      const [step] = await target.plan({ [attribute]: value });
      await bring();
      await expect(step?.apply(), attribute).rejects.toMatchObject({ code: "refused" });
      await faults?.comeBack();
      expectInForce(await target.read(), before);
    }
    await leadTo(target, to);
    await leadTo(target, before);
  });

  for (const [trouble, sentence] of TROUBLES) {
    test(`${name} ${sentence}`, async ({ skip }) => {
      await using subject = await open();
      const bring = hookOf(subject, trouble, skip);
      const { target, faults, limitMs = LIMIT_MS } = subject;
      const before = await target.read();
      const { attributes } = await target.describe();
      const to = everythingElse(attributes, before);
      const steps = await target.plan(to);
      await bring();
      const failures = await failuresOf(target, steps, to, limitMs);
      expect(failures.length).toBeGreaterThan(0);
      for (const failure of failures) expect(failure).toMatchObject({ code: "unreachable" });
      await faults?.comeBack();
      await leadTo(target, before);
      await leadTo(target, to);
      await leadTo(target, before);
    });
  }
}

/** The hook that brings the fault; without one the case ends here, and the report says why. */
function hookOf(
  subject: ContractSubject,
  which: Trouble | "refuse",
  skip: (reason: string) => never,
): () => Promise<void> {
  const fault = subject.faults?.[which];
  if (fault === undefined) return skip(`no hook for "${which}" yet`);
  return typeof fault === "function" ? fault : skip(fault.meaningless);
}

/** Calls everything once, and the steps in order until one fails; whatever rejects must have done so within the limit. */
async function failuresOf(target: Target, steps: readonly Step[], to: Configuration, limitMs: number) {
  const failures: unknown[] = [];
  const call = async (what: string, work: () => Promise<unknown>): Promise<boolean> => {
    const began = performance.now();
    const failed = await work().then(
      () => false,
      (error: unknown) => failures.push(error) > 0,
    );
    expect(performance.now() - began, `${what} took too long`).toBeLessThan(limitMs);
    return failed;
  };
  await call("describe", () => target.describe());
  await call("observe", () => target.observe(Date.now()));
  await call("read", () => target.read());
  await call("plan", () => target.plan(to));
  for (const step of steps) if (await call(step.summary, () => step.apply())) break;
  return failures;
}
