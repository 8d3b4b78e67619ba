import { demoAttributes } from "@fleet-persona/demo-fleet";
import { randomFromSeed } from "@fleet-persona/learning";
import { type Configuration, isValueOf } from "@fleet-persona/persona";
import { expect, it } from "vitest";
import { actorKindOf, actorOf, type Moment } from "./actor.ts";

const initial: Configuration = Object.fromEntries(demoAttributes.map(({ name, default: value }) => [name, value]));
const wanted: Configuration = { ...initial, cpu_allocation: 0.25 };

const moment = (t: number, wish: Configuration): Moment => ({
  t,
  now: 1000 * t,
  wanted: wish,
  current: initial,
  signals: {},
});

it("actorKindOf lets every kind of actor steer within eight episodes", () => {
  expect(new Set(Array.from({ length: 8 }, (_, at) => actorKindOf(at))).size).toBe(4);
});

it("actorOf late does what was right some seconds ago", () => {
  const actor = actorOf("late", randomFromSeed(1));
  expect(actor.act(moment(0, wanted))).toBe(initial);
  expect(actor.act(moment(8, initial))).toBe(wanted);
});

it("actorOf careless strays now and then, always inside the attributes' ranges", async () => {
  const actor = actorOf("careless", randomFromSeed(1));
  const acts: Configuration[] = [];
  for (let t = 0; t < 300; t++) acts.push(await actor.act(moment(t, wanted)));
  const strayed = acts.filter((act) => act !== wanted);
  expect(strayed.length).toBeGreaterThan(50);
  expect(strayed.length).toBeLessThan(200);
  for (const act of strayed) {
    for (const attribute of demoAttributes) expect(isValueOf(attribute, act[attribute.name])).toBe(true);
  }
});
