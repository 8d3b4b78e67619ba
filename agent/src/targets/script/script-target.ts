import type { Signals } from "@fleet-persona/engine";
import type { AttributeValue, Configuration } from "@fleet-persona/persona";
import { oneAtATime } from "../one-at-a-time.ts";
import { isSameValue, refuseStrangers } from "../steerable-value.ts";
import type { SteerableAttribute, Step, Target, Undo } from "../target.ts";
import { TargetError } from "../target-error.ts";
import { askScript } from "./ask-script.ts";
import type { ScriptTargetConfig } from "./config.ts";
import type { ScriptReply } from "./script-protocol.ts";

/** Opens the target; the script is started anew for every request and need not be there yet. */
export async function openScriptTarget(config: ScriptTargetConfig): Promise<Target> {
  const queued = oneAtATime();
  const describe = async () => {
    const { attributes, ...said } = await askScript(config, { verb: "describe" });
    const whole = new Set(attributes.flatMap((one) => (one.kind === "range" && one.whole ? [one.name] : [])));
    return { ...said, name: config.name, attributes: attributes.map(steerable), whole };
  };
  const read = async (): Promise<Configuration> => (await askScript(config, { verb: "read" })).config;
  const stepOf = ({ attribute, to, summary }: PlannedStep): Step => ({
    attribute,
    summary,
    apply: () => queued(() => change(config, attribute, to, queued)),
  });
  return {
    name: config.name,
    describe: () =>
      queued(async () => {
        const { name, version, attributes, cannot } = await describe();
        return { name, version, attributes, cannot };
      }),
    observe: (now) =>
      queued(async (): Promise<Signals> => {
        const { signals } = await askScript(config, { verb: "observe", now });
        // A script's clock may run ahead; a reading from the future would never grow stale.
        const timed = (reading: number | { value: number; at: number }) =>
          typeof reading === "number"
            ? { value: reading, at: now }
            : { value: reading.value, at: Math.min(reading.at, now) };
        return Object.fromEntries(Object.entries(signals).map(([name, reading]) => [name, timed(reading)]));
      }),
    read: () => queued(read),
    plan: (to) =>
      queued(async () => {
        const { attributes, whole } = await describe();
        refuseStrangers(config.name, attributes, to, whole);
        const { steps } = await askScript(config, { verb: "plan", to });
        for (const step of steps) refuseUnasked(config.name, step, to);
        return steps.map(stepOf);
      }),
    close: () => Promise.resolve(),
  };
}

type PlannedStep = ScriptReply<"plan">["steps"][number];

function refuseUnasked(name: string, { attribute, to: value }: PlannedStep, to: Configuration): void {
  if (to[attribute] === value) return;
  throw new TargetError(
    "refused",
    `the script of ${name} plans ${attribute} to ${String(value)}, which nobody asked for`,
  );
}

async function change(
  config: ScriptTargetConfig,
  attribute: string,
  to: AttributeValue,
  queued: ReturnType<typeof oneAtATime>,
): Promise<Undo> {
  const current = async () => (await askScript(config, { verb: "read" })).config[attribute];
  const before = await current();
  const { undo: token } = await askScript(config, { verb: "apply", attribute, to });
  const undo = async (): Promise<void> => {
    if (token !== undefined) await askScript(config, { verb: "undo", undo: token });
    else if (before !== undefined) await askScript(config, { verb: "apply", attribute, to: before });
    if (!isSameValue(await current(), before, 1e-9))
      throw new TargetError("read-back-differs", `${attribute} did not go back to ${String(before)}`);
  };
  if (isSameValue(await current(), to, 1e-9)) return () => queued(undo);
  await undo();
  throw new TargetError("read-back-differs", `${attribute} was set to ${String(to)} and reads differently`);
}

function steerable(said: ScriptReply<"describe">["attributes"][number]): SteerableAttribute {
  if (said.kind === "choices") return { name: said.name, kind: "choices", allowed: said.allowed };
  return { name: said.name, kind: "range", min: said.min, max: said.max };
}
