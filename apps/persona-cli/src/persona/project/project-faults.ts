import { isValueOf } from "@fleet-persona/persona";
import { nearest, signalFault } from "./known-signals.ts";
import type { Project } from "./project-schema.ts";

type Fault = { path: (string | number)[]; message: string };

/** What a well-shaped project still gets wrong: names of nothing, names twice, values out of range. */
export function projectFaults(project: Omit<Project, never>): Fault[] {
  return [
    ...twice(
      project.attributes.map(({ name }) => name),
      ["attributes"],
      "name",
    ),
    ...twice(
      project.signals.map(({ name }) => name),
      ["signals"],
    ),
    ...twice(
      project.triggers.map(({ name }) => name),
      ["triggers"],
      "name",
    ),
    ...twice(
      project.scenarios.traces.map(({ name }) => name),
      ["scenarios", "traces"],
      "name",
    ),
    ...signalFaults(project),
    ...triggerFaults(project),
    ...attributeFaults(project),
    ...scenarioFaults(project),
  ];
}

function twice(names: readonly string[], path: string[], field?: string): Fault[] {
  return names.flatMap((name, at) =>
    names.indexOf(name) === at
      ? []
      : [
          {
            path: [...path, at, ...(field === undefined ? [] : [field])],
            message: `${name} is named twice: remove one`,
          },
        ],
  );
}

function signalFaults({ signals, fleet }: Project): Fault[] {
  const unknown = signals.flatMap(({ name }, at) => {
    const message = signalFault(name);
    return message === null ? [] : [{ path: ["signals", at], message }];
  });
  const bytes = signals.findIndex(({ name }) => name.startsWith("throughput"));
  if (bytes >= 0 && fleet.classes.every(({ answer_bytes }) => answer_bytes === undefined))
    unknown.push({ path: ["signals", bytes], message: "throughput needs answer_bytes in fleet.classes" });
  if (signals.some(({ required }) => required)) return unknown;
  const message =
    "no signal is required: without one a blind policy would act; write { name: request_rate, required: true }";
  return [...unknown, { path: ["signals"], message }];
}

function triggerFaults({ triggers, attributes }: Project): Fault[] {
  const names = attributes.map(({ name }) => name);
  return triggers.flatMap(({ when, then: action }, at) => {
    const signal = signalFault(when.signal);
    const faults = signal === null ? [] : [{ path: ["triggers", at, "when", "signal"], message: signal }];
    if (!("attribute" in action)) return faults;
    const attribute = attributes.find(({ name }) => name === action.attribute);
    const path = ["triggers", at, "then", "attribute"];
    if (attribute === undefined) return [...faults, { path, message: stranger(action.attribute, names) }];
    const wrong = action.kind === "pin" && !isValueOf(attribute, action.value);
    return wrong
      ? [...faults, { path: ["triggers", at, "then", "value"], message: "is outside the attribute's range" }]
      : faults;
  });
}

function attributeFaults({ attributes, held, optimal_config, fleet }: Project): Fault[] {
  const names = attributes.map(({ name }) => name);
  const strangers = held.flatMap((name, at) =>
    names.includes(name) ? [] : [{ path: ["held", at], message: stranger(name, names) }],
  );
  const nothing = names.every((name) => held.includes(name))
    ? [{ path: ["held"], message: "every attribute is held: leave the policy one to move" }]
    : [];
  const wrong = Object.entries(optimal_config).flatMap(([name, value]) => {
    const attribute = attributes.find((each) => each.name === name);
    const path = ["optimal_config", name];
    if (attribute === undefined) return [{ path, message: stranger(name, names) }];
    return isValueOf(attribute, value) ? [] : [{ path, message: "is outside the attribute's range" }];
  });
  const caching = attributes.find(({ name }) => name === "caching_strategy");
  const choices = caching?.kind === "categorical" ? caching.choices : [];
  const kept = choices.flatMap((choice) =>
    Object.hasOwn(fleet.cache_ttl_s, choice)
      ? []
      : [
          {
            path: ["fleet", "cache_ttl_s"],
            message: `says nothing for caching_strategy ${choice}: add ${choice}: SECONDS`,
          },
        ],
  );
  return [...strangers, ...nothing, ...wrong, ...kept];
}

function scenarioFaults({ scenarios, fleet, randomise, attributes }: Project): Fault[] {
  const faults: Fault[] = [];
  if (scenarios.warmup_s >= scenarios.seconds)
    faults.push({
      path: ["scenarios", "warmup_s"],
      message: `ends after the scenario's ${scenarios.seconds} s: make it shorter`,
    });
  if (scenarios.peak.max < scenarios.calm.max)
    faults.push({
      path: ["scenarios", "peak"],
      message: `lies below calm (${scenarios.calm.max}/s): a peak is higher`,
    });
  const { servers } = randomise;
  if (servers !== undefined && servers.min > servers.max)
    faults.push({ path: ["randomise", "servers", "min"], message: "is above max" });
  const active = attributes.find(({ name }) => name === "active_servers");
  if (active?.kind === "integer" && active.max > fleet.servers.length)
    faults.push({
      path: ["fleet", "servers"],
      message: `are ${fleet.servers.length}, but active_servers goes up to ${active.max}`,
    });
  return faults;
}

function stranger(name: string, known: readonly string[]): string {
  const [near] = nearest(name, known);
  return `${name} is not an attribute of this project: ${near === undefined ? `there are ${known.join(", ")}` : `did you mean ${near}?`}`;
}
