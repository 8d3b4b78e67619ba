import { expect, it } from "vitest";
import { whoRuns } from "./who-runs.ts";

const arm = (name: string, title: string, carrying: number) => ({ name, title, carrying });
const arms = [arm("control", "As it is", 20), arm("calm", "Calmer", 1), arm("bold", "Bolder", 0)];

it.each([
  [{ blocks: null, armViews: arms }, "As it is on 20 hosts, Calmer on 1 host."],
  [{ blocks: { current: { arm: "calm" } }, armViews: arms }, "Now all hosts run Calmer."],
  [{ blocks: { current: null }, armViews: arms }, "All hosts run what is in charge."],
  [{ blocks: null, armViews: arms.map((each) => ({ ...each, carrying: 0 })) }, "All hosts run what is in charge."],
])("whoRuns says %#", (of, words) => {
  expect(whoRuns(of)).toBe(words);
});
