import { expect, it } from "vitest";
import { plainManifest } from "../testing/small-persona.fixture.ts";
import { worstMomentOf } from "./worst-moment.ts";

function run(cores: readonly number[]): Parameters<typeof worstMomentOf>[2] {
  const column = <T>(value: T): T[] => cores.map(() => value);
  return {
    t: cores.map((_, at) => at + 20),
    requests: column(200),
    p95_ms: column(40),
    errors: column(0),
    cost: column(1),
    breach: column(0),
    config: { cpu_allocation: cores },
  };
}

it("worstMomentOf finds the five seconds in which the configuration went furthest", () => {
  const found = worstMomentOf(plainManifest.attributes, 7, run([0.175, 0.175, 0.2, 0.2, 0.2, 0.2, 0.2, 0.2, 0.3, 0.3]));
  expect(found).toMatchObject({ seed: 7, at: 28, what: expect.stringContaining("from 0.2 to 0.3") as string });
});

it("worstMomentOf has nothing to tell of a configuration that never moved", () => {
  expect(worstMomentOf(plainManifest.attributes, 7, run([0.2, 0.2, 0.2]))).toBeNull();
});
