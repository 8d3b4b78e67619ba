import type { Signals } from "@fleet-persona/engine";
import type { Configuration } from "@fleet-persona/persona";
import { AgentError } from "../agent-error.ts";
import type { Step, Target, TargetDescription } from "../targets/target.ts";

/** Several targets as one: signals and attributes side by side. Where two offer the same name the first one has it. */
export function targetSet(targets: readonly Target[]): Target {
  const [only] = targets;
  if (targets.length === 1 && only !== undefined) return only;
  const owners = new Map<string, Target>();
  const describe = async (): Promise<TargetDescription> => {
    const all = await Promise.all(targets.map(async (target) => ({ target, description: await target.describe() })));
    owners.clear();
    const attributes = all.flatMap(({ target, description }) =>
      description.attributes.filter(({ name }) => {
        if (owners.has(name)) return false;
        owners.set(name, target);
        return true;
      }),
    );
    return {
      name: targets.map(({ name }) => name).join("+"),
      version: all.map(({ description }) => description.version).join("+"),
      attributes,
      cannot: all.flatMap(({ description }) => description.cannot),
    };
  };
  return {
    name: targets.map(({ name }) => name).join("+"),
    describe,
    observe: async (now) => firstWins<Signals[string]>(await Promise.all(targets.map((target) => target.observe(now)))),
    read: async () => firstWins(await Promise.all(targets.map((target) => target.read()))),
    plan: async (to) => await planAll(targets, owners, to),
    close: async () => {
      await Promise.all(targets.map((target) => target.close()));
    },
  };
}

function firstWins<Value>(records: readonly Readonly<Record<string, Value>>[]): Readonly<Record<string, Value>> {
  return Object.assign({}, ...records.toReversed()) as Readonly<Record<string, Value>>;
}

async function planAll(
  targets: readonly Target[],
  owners: ReadonlyMap<string, Target>,
  to: Configuration,
): Promise<readonly Step[]> {
  const stranger = Object.keys(to).find((name) => !owners.has(name));
  if (stranger !== undefined) throw new AgentError("target-unreachable", `No target here steers ${stranger}.`);
  const plans = targets.map(async (target) => {
    const part = Object.fromEntries(Object.entries(to).filter(([name]) => owners.get(name) === target));
    return Object.keys(part).length === 0 ? [] : await target.plan(part);
  });
  return (await Promise.all(plans)).flat();
}
