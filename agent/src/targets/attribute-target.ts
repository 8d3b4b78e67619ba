import type { Signals } from "@fleet-persona/engine";
import type { AttributeValue, Configuration } from "@fleet-persona/persona";
import { oneAtATime } from "./one-at-a-time.ts";
import { isSameValue, refuseStrangers } from "./steerable-value.ts";
import type { SteerableAttribute, Step, Target, Undo } from "./target.ts";
import { TargetError } from "./target-error.ts";

/** What a service must be able to do so that `attributeTarget` makes a whole target of it. */
export type AttributeService = {
  readonly name: string;
  readonly version: string;
  readonly attributes: readonly SteerableAttribute[];
  readonly cannot?: readonly string[];
  /** Attributes that take whole numbers only. */
  readonly whole?: ReadonlySet<string>;
  /** How far a number may read from what was written; default 0. */
  readonly tolerance?: number;
  /** Whether the value holds everywhere, for a service of several parts whose reading is their mean; default: it reads so. */
  isInForce?(name: string, value: AttributeValue): Promise<boolean>;
  /** The values in force, one for each attribute. */
  read(): Promise<Configuration>;
  /**
   * Changes one attribute, wholly or not at all. What it gives puts back exactly what it found, where that says more
   * than the value does; nothing means: write the old value.
   */
  write(name: string, value: AttributeValue): Promise<(() => Promise<void>) | void>;
  observe?(now: number): Promise<Signals>;
  close?(): Promise<void>;
};

/** A target whose attributes are read and written one by one: checks, order, reading back and the way back are done here. */
export function attributeTarget(service: AttributeService): Target {
  const { name, version, attributes, cannot = [] } = service;
  const queued = oneAtATime();
  return {
    name,
    // Whoever is asked what it can do is asked whether it is there at all.
    describe: () => queued(async () => (await service.read(), { name, version, attributes, cannot })),
    observe: (now) => queued(() => service.observe?.(now) ?? Promise.resolve({})),
    read: () => queued(() => service.read()),
    plan: (to) =>
      queued(async () => {
        refuseStrangers(name, attributes, to, service.whole);
        const before = await service.read();
        const steps: Step[] = [];
        for (const [attribute, value] of Object.entries(to)) {
          if (await holds(service, attribute, value, before)) continue;
          const summary = `${attribute}: ${String(before[attribute])} to ${String(value)}`;
          steps.push({ attribute, summary, apply: () => queued(() => change(service, attribute, value, queued)) });
        }
        return steps;
      }),
    close: () => service.close?.() ?? Promise.resolve(),
  };
}

async function change(
  service: AttributeService,
  attribute: string,
  value: AttributeValue,
  queued: ReturnType<typeof oneAtATime>,
): Promise<Undo> {
  const before = (await service.read())[attribute];
  const wayBack = (await service.write(attribute, value)) ?? (() => rewrite(service, attribute, before));
  const undo = async (): Promise<void> => {
    await wayBack();
    if (isSameValue((await service.read())[attribute], before, service.tolerance)) return;
    throw new TargetError("read-back-differs", `${attribute} did not go back to ${String(before)}`);
  };
  if (await holds(service, attribute, value, await service.read())) return () => queued(undo);
  await undo();
  throw new TargetError("read-back-differs", `${attribute} was set to ${String(value)} and reads differently`);
}

async function rewrite(
  service: AttributeService,
  attribute: string,
  before: AttributeValue | undefined,
): Promise<void> {
  if (before !== undefined) await service.write(attribute, before);
}

async function holds(
  service: AttributeService,
  attribute: string,
  value: AttributeValue,
  seen: Configuration,
): Promise<boolean> {
  if (service.isInForce) return await service.isInForce(attribute, value);
  return isSameValue(seen[attribute], value, service.tolerance);
}
