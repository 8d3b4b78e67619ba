import { openHaproxyTarget } from "@fleet-persona/agent";
import {
  createReactive,
  defaultReactiveSettings,
  reactive,
  type Bounds,
  type ReactiveSettings,
} from "@fleet-persona/engine";
import type { Configuration } from "@fleet-persona/persona";
import { demoAttributes } from "../demo-attributes.ts";
import { BREACH } from "../sizing.ts";
import type { Controller } from "./run-arm.ts";

/**
 * The rule tuned for this fleet, as an engineer would who knows that its crowds last seconds: it looks every two seconds instead of
 * fifteen, keeps capacity for ten after the last need instead of five minutes, and defends the objective itself at 75 % use.
 */
export const tunedReactiveSettings: ReactiveSettings = {
  ...defaultReactiveSettings,
  targetUtilisation: 0.75,
  latencySloMs: BREACH.p95Ms,
  syncIntervalMs: 2_000,
  scaleDownWindowMs: 10_000,
  stalenessMs: 5_000,
};

const TICK_MS = 500;

/** The `reactive` arm: the engine's rule through the same target and collectors the agent uses, with the same knobs. */
export function reactiveController(
  settings: ReactiveSettings = tunedReactiveSettings,
  onError: (error: unknown) => void = () => undefined,
): Controller {
  return async (fleet) => {
    const target = await openHaproxyTarget(fleet.target);
    const description = await target.describe();
    const attributes = demoAttributes.filter(({ name }) =>
      description.attributes.some((offered) => offered.name === name),
    );
    const bounds: Bounds = Object.fromEntries(description.attributes.map(({ name, ...bound }) => [name, bound]));
    let memory = createReactive();
    let busy: Promise<void> | null = null;
    const turn = async () => {
      const now = Date.now();
      const signals = await target.observe(now);
      const config = await target.read();
      const answer = reactive(memory, { now, signals, config, attributes, bounds, settings });
      memory = answer.memory;
      const steps = await target.plan(changed(config, answer.recommended));
      for (const step of steps) await step.apply();
    };
    const timer = setInterval(() => {
      busy ??= turn()
        .catch(onError)
        .finally(() => (busy = null));
    }, TICK_MS);
    return {
      async [Symbol.asyncDispose]() {
        clearInterval(timer);
        await busy;
        await target.close();
      },
    };
  };
}

function changed(from: Configuration, to: Configuration): Configuration {
  return Object.fromEntries(Object.entries(to).filter(([name, value]) => from[name] !== value));
}
