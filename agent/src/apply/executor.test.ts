import { describe, expect, it } from "vitest";
import { toyManifest } from "../testing/toy-persona.fixture.ts";
import { toyTarget, type ToyTarget } from "../testing/toy-target.fixture.ts";
import { execute, type Move } from "./executor.ts";

const move = (change: Partial<Move> = {}): Move => ({
  from: { workers: 2, cache: "short" },
  to: { workers: 8, cache: "long" },
  attributes: toyManifest.attributes,
  allowed: () => true,
  stepLimitMs: 100,
  onBegin: () => undefined,
  ...change,
});

const OLD = { workers: 2, cache: "short" };

const failures: readonly { name: string; break: (toy: ToyTarget) => void; outcome: object; left: object }[] = [
  {
    name: "undoes the first step when the second fails",
    break: (toy) => void (toy.faults.failStep = "cache"),
    outcome: { kind: "undone", because: "step-failed", step: "cache to long" },
    left: OLD,
  },
  {
    name: "undoes everything when the read-back differs",
    break: (toy) => void (toy.faults.ignoreWrites = true),
    outcome: { kind: "undone", because: "read-back-differs" },
    left: OLD,
  },
  {
    name: "finds another way back when an undo fails",
    break: (toy) => {
      toy.faults.failStep = "cache";
      toy.faults.failUndo = true;
    },
    outcome: { kind: "undone", because: "step-failed" },
    left: OLD,
  },
  {
    name: "skips when the configuration moved since the decision",
    break: (toy) => void (toy.config["workers"] = 3),
    outcome: { kind: "skipped", because: "configuration-moved" },
    left: { workers: 3, cache: "short" },
  },
  {
    name: "skips when the target cannot be read",
    break: (toy) => void (toy.faults.failReads = 1),
    outcome: { kind: "skipped", because: "read-failed" },
    left: OLD,
  },
  {
    name: "skips when the target does not answer in time",
    break: (toy) => void (toy.faults.slowMs = 300),
    outcome: { kind: "skipped", because: "read-failed" },
    left: OLD,
  },
];

describe("execute", () => {
  it("execute applies a plan, reads it back and says what is in force", async () => {
    const toy = toyTarget();
    const outcome = await execute(toy, move());
    expect(outcome).toEqual({
      kind: "applied",
      steps: ["workers to 8", "cache to long"],
      readBack: { workers: 8, cache: "long" },
    });
    expect(toy.config).toEqual({ workers: 8, cache: "long" });
  });

  for (const example of failures) {
    it(`execute ${example.name}`, async () => {
      const toy = toyTarget();
      example.break(toy);
      expect(await execute(toy, move())).toMatchObject(example.outcome);
      expect(toy.config).toEqual(example.left);
    });
  }

  it("execute undoes when the read-back fails, and reads the old values before it says so", async () => {
    const toy = toyTarget();
    let reads = 0;
    const target = {
      ...toy,
      read: async () => {
        reads += 1;
        if (reads === 2) throw new TypeError("cut off");
        return await toy.read();
      },
    };
    expect(await execute(target, move())).toMatchObject({ kind: "undone", because: "read-back-failed" });
    expect(toy.config).toEqual(OLD);
  });

  it("execute says failed when nothing leads back", async () => {
    const toy = toyTarget();
    let reads = 0;
    const target = {
      ...toy,
      read: async () => {
        reads += 1;
        if (reads >= 2) toy.faults.down = true;
        return await toy.read();
      },
    };
    expect(await execute(target, move())).toMatchObject({ kind: "failed", because: "read-back-failed" });
  });

  it("execute touches nothing outside the bounds of this moment", async () => {
    const toy = toyTarget();
    const outcome = await execute(toy, move({ allowed: (name) => name !== "cache" }));
    expect(outcome).toEqual({ kind: "skipped", because: "out-of-bounds", message: "cache" });
    expect(toy.written).toEqual([]);
  });

  it("execute announces itself before the first step, with what to go back to", async () => {
    const toy = toyTarget();
    let announced: unknown;
    await execute(toy, move({ onBegin: (before) => (announced = { before, written: toy.written.length }) }));
    expect(announced).toEqual({ before: OLD, written: 0 });
  });
});
