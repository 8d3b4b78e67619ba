import { expect, test } from "vitest";
import { targetContract } from "../testing/target-contract.ts";
import { openCgroupTarget } from "./cgroup-target.ts";
import { realGroups } from "./testing/real-groups.ts";

const probe = await realGroups();
if (typeof probe === "string") {
  process.stderr.write(`SKIPPED cgroupTarget on real groups: ${probe}\n`);
  test.skip(`cgroupTarget on real groups: ${probe}`, () => undefined);
} else {
  await probe[Symbol.asyncDispose]();
  targetContract("cgroupTarget on real groups", opened);

  test("cgroupTarget on real groups makes the kernel hold a process to what it was given", async () => {
    await using own = await opened();
    const [step] = await own.target.plan({ cpu_allocation: 0.25 });
    await step?.apply();
    await own.target.observe(Date.now());
    const cores = await own.groups.burn(1_500);
    const signals = await own.target.observe(Date.now());
    // The second group's share is one and a half of the mean; the rest of a period that has begun may come on top.
    expect(cores).toBeLessThan(0.375 * 1.4);
    expect(signals["cpu_throttled_share"]?.value).toBeGreaterThan(0.2);
    expect(signals["cpu_utilisation"]?.value).toBeGreaterThan(0.2);
  });
}

async function opened() {
  const groups = await realGroups();
  if (typeof groups === "string") throw new TypeError(groups);
  const none = { meaningless: "the kernel answers at once and whole" };
  return {
    groups,
    target: await openCgroupTarget(groups.config),
    reopen: () => openCgroupTarget(groups.config),
    underLoad: (work: () => Promise<void>) => groups.underLoad(work),
    faults: {
      refuse: groups.tighten ?? { meaningless: "version 2 lets a child promise more than its parent has" },
      hang: none,
      halfReply: none,
      vanish: { meaningless: "a group with processes in it cannot be removed" },
      comeBack: () => groups.loosen(),
    },
    [Symbol.asyncDispose]: () => groups[Symbol.asyncDispose](),
  };
}
