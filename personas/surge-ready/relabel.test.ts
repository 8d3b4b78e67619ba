import { type DemoFleet, TRAFFIC } from "@fleet-persona/demo-fleet";
import { expect, it } from "vitest";
import type { RecordedRow } from "./recording.ts";
import { relabelled } from "./relabel.ts";
import { traceOf } from "./trace-of.ts";

const SECONDS = 75;
const servers = [{ relative_size: 0.8 }, { relative_size: 1.2 }];
const fleet = { target: { servers } } as unknown as Pick<DemoFleet, "target">;

it("relabelled asks the teacher again about each second of its own trace, and changes nothing else", () => {
  const { points } = traceOf(0, SECONDS);
  const peak = points.reduce((highest, point) => (point.rate > highest.rate ? point : highest));
  const row = (t: number): RecordedRow => ({ episode: 0, t, signals: { queue_depth: 0 }, config: {}, expert: {} });
  const [calm, surge] = relabelled([row(1), row(peak.t)], SECONDS, fleet);
  expect(calm).toMatchObject({ ...row(1), expert: { load_balancing_algorithm: "leastconn" } });
  expect(Number(surge?.expert["cpu_allocation"])).toBeGreaterThan(Number(calm?.expert["cpu_allocation"]));
});

it("traceOf makes the same day from the same number, and not every day has a flash crowd", () => {
  const peak = (episode: number) => Math.max(...traceOf(episode, SECONDS).points.map(({ rate }) => rate));
  expect(peak(3)).toBe(peak(3));
  expect(peak(3)).toBeGreaterThan(TRAFFIC.flash * 0.75);
  expect(peak(5)).toBeLessThan(TRAFFIC.flash * 0.75);
});
