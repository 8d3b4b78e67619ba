import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { temporaryState } from "../testing/toy-agent.fixture.ts";
import { localControls } from "./local-controls.ts";
import { writePauses } from "./pause-file.ts";

const NOW = 1_790_000_000_000;

describe("localControls", () => {
  it("sees the kill switch come and go, with its reason, in either place", () => {
    using state = temporaryState();
    const elsewhere = join(state.root, "run-kill");
    const read = localControls(state, elsewhere);
    expect(read(NOW)).toStrictEqual({ killSwitch: null, pauses: [] });
    writeFileSync(state.killSwitch, "incident 12\n");
    expect(read(NOW).killSwitch).toStrictEqual({ by: "this host", reason: "incident 12" });
    rmSync(state.killSwitch);
    expect(read(NOW).killSwitch).toBeNull();
    writeFileSync(elsewhere, "");
    expect(read(NOW).killSwitch).toStrictEqual({ by: "this host", reason: "the file is there" });
  });

  it("drops pauses whose time is up", () => {
    using state = temporaryState();
    const read = localControls(state, undefined);
    writePauses(state.pauses, [
      { scope: { kind: "all" }, until: NOW + 1 },
      { scope: { kind: "direction", direction: "shrink" }, until: null },
    ]);
    expect(read(NOW).pauses).toHaveLength(2);
    expect(read(NOW + 1).pauses).toStrictEqual([{ scope: { kind: "direction", direction: "shrink" }, until: null }]);
  });

  it("pauses everything when the file cannot be read: it was meant to stop something", () => {
    using state = temporaryState();
    writeFileSync(state.pauses, "{ half");
    expect(localControls(state, undefined)(NOW).pauses).toStrictEqual([{ scope: { kind: "all" }, until: null }]);
  });
});
