import { Document, isMap, isScalar, type YAMLMap } from "yaml";
import type { FleetAttribute, FleetConfig, Freeze } from "./fleet-config.ts";

/** What hosts say an attribute is now, by attribute name. */
export type ValuesNow = Readonly<
  Record<string, readonly { readonly hostName: string; readonly value: number | string | boolean }[]>
>;

// Hosts named in one comment; a line of YAML stays a line.
const HOSTS_SHOWN = 6;

/**
 * A state document as YAML 1.2 with its keys in a fixed order. `now` becomes comments beside the attributes: they are for the
 * reader and mean nothing. `parseFleetYaml` reads back exactly the same document.
 */
export function formatFleetYaml(config: FleetConfig, { now = {} }: { readonly now?: ValuesNow } = {}): string {
  const document = new Document(inOrder(config), { aliasDuplicateObjects: false });
  const attributes = document.get("attributes");
  if (isMap(attributes)) for (const [name, values] of Object.entries(now)) comment(attributes, name, values);
  // Folding long lines would put line breaks where nobody typed them.
  return document.toString({ lineWidth: 0, flowCollectionPadding: true });
}

function comment(attributes: YAMLMap, name: string, values: ValuesNow[string]): void {
  const attribute = attributes.get(name, true);
  const first = isMap(attribute) ? attribute.items[0]?.key : undefined;
  if (!isScalar(first) || values.length === 0) return;
  const shown = values.slice(0, HOSTS_SHOWN).map(({ hostName, value }) => `${String(value)} (${hostName})`);
  const rest = values.length - shown.length;
  const line = `now: ${shown.join(", ")}${rest > 0 ? ` and ${rest} more` : ""}`;
  first.commentBefore = ` ${line.replaceAll(/\p{C}|\p{Zl}|\p{Zp}/gu, " ")}`;
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
