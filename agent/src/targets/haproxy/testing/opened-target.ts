import type { Configuration } from "@fleet-persona/persona";
import type { Target } from "../../target.ts";
import { openHaproxyTarget } from "../haproxy-target.ts";
import { haproxyFixture, type HaproxyFixture } from "./haproxy-fixture.ts";

/** A fixture with a target open on it, as the contract wants it. */
export async function openedTarget(options: Parameters<typeof haproxyFixture>[0] = {}): Promise<
  AsyncDisposable & {
    readonly fixture: HaproxyFixture;
    readonly target: Target;
    readonly underLoad: HaproxyFixture["underLoad"];
  }
> {
  const fixture = await haproxyFixture(options);
  const target = await openHaproxyTarget(fixture.config);
  return {
    fixture,
    target,
    underLoad: (work) => fixture.underLoad(work),
    async [Symbol.asyncDispose]() {
      await target.close();
      await fixture[Symbol.asyncDispose]();
    },
  };
}

/** Plans and applies towards the given values. */
export async function set(target: Target, to: Configuration): Promise<void> {
  for (const step of await target.plan(to)) await step.apply();
}
