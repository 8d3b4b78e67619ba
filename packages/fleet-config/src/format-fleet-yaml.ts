import { Document, isMap, isScalar, type YAMLMap } from "yaml";
import type { FleetAttribute, FleetConfig, Freeze } from "./fleet-config.ts";

/** What hosts say an attribute is now, by attribute name. */
export type ValuesNow = Readonly<
  Record<string, readonly { readonly hostName: string; readonly value: number | string | boolean }[]>
>;

// Hosts named in one comment; a line of YAML stays a line.
const HOSTS_SHOWN = 6;

/** What stands beside a document for its reader: the values now, and a line above it. */
export type Margin = { readonly now?: ValuesNow; readonly head?: string };

/**
 * A state document as YAML 1.2 with its keys in a fixed order. `now` and `head` become comments: they are for the reader and mean
 * nothing. `parseFleetYaml` reads back exactly the same document.
 */
export function formatFleetYaml(config: FleetConfig, { now = {}, head }: Margin = {}): string {
  const document = new Document(inOrder(config), { aliasDuplicateObjects: false });
  if (head !== undefined) document.commentBefore = oneLine(head);
  const attributes = document.get("attributes");
  if (isMap(attributes)) {
    for (const [name, values] of Object.entries(now)) comment(attributes, name, values);
    const undeclared = Object.entries(now).filter(([name, values]) => !attributes.has(name) && values.length > 0);
    if (undeclared.length > 0 && attributes.items.length > 0)
      attributes.comment = undeclared
        .map(([name, values]) => oneLine(`not declared: ${name}, ${sayNow(values)}`))
        .join("\n");
  }
  // Folding long lines would put line breaks where nobody typed them.
  return document.toString({ lineWidth: 0, flowCollectionPadding: true });
}

function comment(attributes: YAMLMap, name: string, values: ValuesNow[string]): void {
  const declared = attributes.get(name, true);
  const first = isMap(declared) ? declared.items[0]?.key : undefined;
  if (isScalar(first) && values.length > 0) first.commentBefore = oneLine(sayNow(values));
}

function sayNow(values: ValuesNow[string]): string {
  const shown = values.slice(0, HOSTS_SHOWN).map(({ hostName, value }) => `${String(value)} (${hostName})`);
  const rest = values.length - shown.length;
  return `now: ${shown.join(", ")}${rest > 0 ? ` and ${rest} more` : ""}`;
}

// A line break would end the comment and become YAML.
function oneLine(text: string): string {
  return ` ${text.replaceAll(/\p{C}|\p{Zl}|\p{Zp}/gu, " ")}`;
}

// The order a person reads in; what is absent stays absent.
function inOrder(config: FleetConfig): unknown {
  const { schema, fleet, personas, attributes, triggers, freeze_windows: freezes, settings } = config;
  return {
    schema,
    fleet,
    personas: personas.map(({ persona, version, mode }) => ({ persona, version, mode })),
    attributes: Object.fromEntries(
      Object.keys(attributes)
        .toSorted()
        .map((name) => [name, declaredPart(attributes[name])]),
    ),
    triggers: triggers.map(({ name, when, then: effect }) => ({
      name,
      when: pick(when, ["signal", "comparison", "threshold", "for_s", "hysteresis"]),
      // oxlint-disable-next-line unicorn/no-thenable -- the manifest's own word (when / then); a trigger is never awaited
      then: effect,
    })),
    freeze_windows: freezes.map(freeze),
    settings: pick(settings, [
      "adjustment_factor",
      "risk_tolerance",
      "deadband",
      "confidence_floor",
      "cooldown_s",
      "stabilisation_s",
      "fallback",
      "yield_s",
      "guardrail",
      "blast_radius",
    ]),
  };
}

function declaredPart(declared: FleetAttribute | undefined): unknown {
  return declared === undefined ? undefined : pick(declared, ["scope", "owner", "value", "bounds", "step"]);
}

function freeze(declared: Freeze): unknown {
  if (!("weekly" in declared)) return pick(declared, ["name", "from", "until"]);
  return { name: declared.name, weekly: pick(declared.weekly, ["days", "from", "until", "time_zone"]) };
}

function pick<T extends object>(from: T, keys: readonly (keyof T & string)[]): Record<string, unknown> {
  return Object.fromEntries(keys.filter((key) => from[key] !== undefined).map((key) => [key, from[key]]));
}
