import { mkdir, rename, rmdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { startHelper } from "../../privileged-helper/helper-server.ts";
import type { ContractSubject } from "../testing/contract-subject.ts";
import { serviceRelay } from "../testing/service-relay.ts";
import { targetContract } from "../testing/target-contract.ts";
import { openCgroupTarget } from "./cgroup-target.ts";
import { GROUPS, plainGroups } from "./testing/plain-groups.ts";

async function direct(version: 1 | 2): Promise<ContractSubject> {
  const groups = await plainGroups(version);
  const target = await openCgroupTarget(groups.config);
  const file = groups.fileOf("s3");
  let comeBack = groups.comeBack;
  return {
    target,
    reopen: () => openCgroupTarget(groups.config),
    underLoad: (work) => groups.busy(work),
    faults: {
      // Permission bits say nothing to root, a folder in the place of a file says no to everybody.
      async refuse() {
        await rename(file, `${file}.away`);
        await mkdir(file);
        comeBack = async () => {
          await rmdir(file);
          await rename(`${file}.away`, file);
        };
      },
      hang: { meaningless: "the kernel answers at once or not at all" },
      halfReply: { meaningless: "the kernel gives a short file whole" },
      async vanish() {
        await groups.vanish();
        comeBack = groups.comeBack;
      },
      comeBack: () => comeBack(),
    },
    [Symbol.asyncDispose]: groups[Symbol.asyncDispose],
  };
}

// Nothing may be written directly: every write goes through a real helper, behind a relay that makes the faults.
async function helped(version: 1 | 2): Promise<ContractSubject> {
  const groups = await plainGroups(version);
  const files = GROUPS.map(({ name }) => groups.fileOf(name));
  const socket = (name: string) => join(groups.folder, name);
  const options = { log: () => undefined };
  const whole = await startHelper({ ...options, socketPath: socket("a"), allowed: { files, commands: [] } });
  const strict = { files: files.slice(0, 2), commands: [] };
  const without = await startHelper({ ...options, socketPath: socket("b"), allowed: strict });
  const relay = await serviceRelay(socket("r"), socket("a"));
  const open = () => openCgroupTarget({ ...groups.config, helper: socket("r") }, () => Promise.resolve(false));
  return {
    target: await open(),
    reopen: open,
    underLoad: (work) => groups.busy(work),
    faults: {
      // The last group is not on this helper's list: the first two have been written when it says no.
      refuse: async () => void (relay.upstream = socket("b")),
      hang: async () => void (relay.mode = "hang"),
      halfReply: async () => void (relay.mode = "half"),
      vanish: () => relay.vanish(),
      async comeBack() {
        relay.mode = "through";
        relay.upstream = socket("a");
        await relay.comeBack();
      },
    },
    async [Symbol.asyncDispose]() {
      for (const part of [relay, whole, without, groups]) await part[Symbol.asyncDispose]();
    },
  };
}

targetContract("cgroupTarget v1", () => direct(1));
targetContract("cgroupTarget v2", () => direct(2));
targetContract("cgroupTarget through the helper", () => helped(2));

for (const version of [1, 2] as const) {
  test(`cgroupTarget v${version} gives each group its share in the period it has`, async () => {
    await using groups = await plainGroups(version);
    const target = await openCgroupTarget(groups.config);
    const [step] = await target.plan({ cpu_allocation: 0.3 });
    const undo = await step?.apply();
    const inForce = await Promise.all(GROUPS.map(({ name }) => groups.quota(name)));
    expect(inForce).toEqual(version === 1 ? ["15000", "30000", "45000"] : ["7500 50000", "15000 50000", "22500 50000"]);
    await undo?.();
    expect(await target.read()).toEqual({ cpu_allocation: expect.closeTo(0.2, 6) as number });
  });

  test(`cgroupTarget v${version} reads no limit as all cores and puts it back as no limit`, async () => {
    await using groups = await plainGroups(version);
    const unlimited = version === 1 ? "-1" : "max 50000";
    for (const { name } of GROUPS) await writeFile(groups.fileOf(name), `${unlimited}\n`);
    const target = await openCgroupTarget(groups.config);
    const [step] = await target.plan({ cpu_allocation: 0.2 });
    const undo = await step?.apply();
    expect(await target.read()).toEqual({ cpu_allocation: expect.closeTo(0.2, 6) as number });
    await undo?.();
    expect(await groups.quota("s2")).toBe(unlimited);
  });

  test(`cgroupTarget v${version} puts shares that somebody set by hand back as they were`, async () => {
    await using groups = await plainGroups(version);
    await writeFile(groups.fileOf("s1"), version === 1 ? "35000" : "17500 50000");
    const before = await groups.quota("s1");
    const target = await openCgroupTarget(groups.config);
    const [step] = await target.plan({ cpu_allocation: 0.4 });
    const undo = await step?.apply();
    await undo?.();
    expect(await groups.quota("s1")).toBe(before);
  });

  test(`cgroupTarget v${version} says how busy and how throttled its groups were, and nothing after a reset`, async () => {
    await using groups = await plainGroups(version);
    const target = await openCgroupTarget(groups.config);
    const began = Date.now();
    expect(await target.observe(began)).toEqual({});
    await groups.setTicks(120);
    const signals = await target.observe(began + 1_000);
    expect(signals["cpu_throttled_share"]?.value).toBeCloseTo(0.25, 6);
    // Three groups of 0.24 CPU seconds each in one second of 0.6 cores.
    expect(signals["cpu_utilisation"]?.value).toBeCloseTo(1.2, 6);
    await groups.setTicks(0);
    expect(await target.observe(began + 2_000)).toEqual({});
    await groups.setTicks(30);
    expect((await target.observe(began + 3_000))["cpu_utilisation"]?.value).toBeCloseTo(0.3, 6);
  });
}

test("cgroupTarget calls a quota that is no number unreachable, not zero", async () => {
  await using groups = await plainGroups(2);
  const target = await openCgroupTarget(groups.config);
  for (const text of ["", "many 50000", "0 50000", "-5 50000"]) {
    await writeFile(groups.fileOf("s2"), text);
    await expect(target.read(), text).rejects.toMatchObject({ code: "unreachable" });
  }
});

test("cgroupTarget offers nothing where it may not write and no helper is named, and says so", async () => {
  await using groups = await plainGroups(2);
  const target = await openCgroupTarget(groups.config, () => Promise.resolve(false));
  const { attributes, cannot } = await target.describe();
  expect(attributes).toEqual([]);
  expect(await target.read()).toEqual({});
  expect(cannot.join(" ")).toContain("names no helper");
});
