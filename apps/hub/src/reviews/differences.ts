import type { EarlierVersion, ReviewSubject } from "@fleet-persona/hub-core";
import type { Attribute, GateReport, Manifest, ModelFacts } from "@fleet-persona/persona";
import { triggerSentence } from "../configuration/sentences.ts";
import { bytes, shownNumber, shownValue } from "../ui/figures.ts";

/** One thing that another version says otherwise. */
export type Difference = {
  readonly kind: "added" | "removed" | "changed";
  readonly what: string;
  readonly before: string | null;
  readonly after: string | null;
};
export type DifferenceGroup = { readonly title: string; readonly differences: readonly Difference[] };

/** What a version says otherwise than an earlier one, by what it is about; groups without a difference are left out. */
export function differencesOf(
  { manifest, report }: Pick<ReviewSubject, "manifest" | "report">,
  earlier: EarlierVersion,
): readonly DifferenceGroup[] {
  const was = earlier.manifest;
  const groups: DifferenceGroup[] = [
    { title: "Attributes and their ranges", differences: attributeDifferences(was, manifest) },
    { title: "Triggers", differences: triggerDifferences(was, manifest) },
    { title: "How far and how fast it moves", differences: adaptationDifferences(was, manifest) },
    { title: "Signals it sees", differences: signalDifferences(was, manifest) },
    { title: "The model", differences: modelDifferences(earlier.report, report) },
    { title: "Measured by the gate", differences: gateDifferences(earlier.report, report) },
  ];
  return groups.filter(({ differences }) => differences.length > 0);
}

function compare(what: string, before: string | null, after: string | null): readonly Difference[] {
  if (before === after) return [];
  const kind = before === null ? "added" : after === null ? "removed" : "changed";
  return [{ kind, what, before, after }];
}

function byName<Item extends { readonly name: string }>(
  was: readonly Item[],
  is: readonly Item[],
  say: (item: Item) => string,
): readonly Difference[] {
  const names = [...new Set([...was, ...is].map(({ name }) => name))];
  const said = (items: readonly Item[], name: string): string | null => {
    const item = items.find((each) => each.name === name);
    return item === undefined ? null : say(item);
  };
  return names.flatMap((name) => compare(name, said(was, name), said(is, name)));
}

function attributeDifferences(was: Manifest, is: Manifest): readonly Difference[] {
  return byName(was.attributes, is.attributes, attributeWords);
}

function attributeWords(attribute: Attribute): string {
  const facts = `default ${shownValue(attribute.default)}, safe ${shownValue(attribute.safe)}, ${attribute.cost}, ${attribute.scope}`;
  return `${rangeWords(attribute)}; ${facts}`;
}

/** Everything an attribute may be, in words. */
export function rangeWords(attribute: Attribute): string {
  switch (attribute.kind) {
    case "continuous":
    case "integer":
      return `${shownNumber(attribute.min, 4)} to ${shownNumber(attribute.max, 4)} ${attribute.unit}`.trim();
    case "categorical":
      return attribute.choices.join(", ");
    case "boolean":
      return "off, on";
    default:
      return attribute satisfies never;
  }
}

function triggerDifferences(was: Manifest, is: Manifest): readonly Difference[] {
  return byName(was.triggers, is.triggers, triggerSentence);
}

function adaptationDifferences({ adaptation: was }: Manifest, { adaptation: is }: Manifest): readonly Difference[] {
  const pace = ({ grow, shrink }: { grow: number; shrink: number }): string =>
    `${shownNumber(grow)} s to grow, ${shownNumber(shrink)} s to shrink`;
  return [
    ...compare("Risk tolerance", shownNumber(was.risk_tolerance), shownNumber(is.risk_tolerance)),
    ...compare("Adjustment factor", shownNumber(was.adjustment_factor), shownNumber(is.adjustment_factor)),
    ...compare("Deadband", shownNumber(was.deadband), shownNumber(is.deadband)),
    ...compare("Cooldown", pace(was.cooldown_s), pace(is.cooldown_s)),
  ];
}

function signalDifferences(was: Manifest, is: Manifest): readonly Difference[] {
  return byName(was.policy.inputs.signals, is.policy.inputs.signals, (signal) => {
    const need = signal.required ? "required" : "optional";
    return `${need}, ${signal.family}, at most ${shownNumber(signal.staleness_s)} s old`;
  });
}

function modelDifferences(before: GateReport | null, after: GateReport | null): readonly Difference[] {
  const was = before?.model.facts ?? null;
  const is = after?.model.facts ?? null;
  if (was === null || is === null) return [];
  return modelFigures(was).flatMap(([name, value], index) =>
    compare(name, value, modelFigures(is)[index]?.[1] ?? null),
  );
}

/** What a model asks of a host, in figures with units. */
export function modelFigures(facts: ModelFacts): readonly (readonly [name: string, value: string])[] {
  return [
    ["Nodes", shownNumber(facts.nodes)],
    ["Parameters", shownNumber(facts.parameters)],
    ["Multiply-accumulates", `${shownNumber(facts.macs)} a decision`],
    ["Activations", bytes(facts.activation_bytes)],
    ["Opset", `${facts.opset}, IR ${facts.ir_version}`],
    ["Operators", operatorWords(facts)],
  ];
}

function operatorWords({ operators }: ModelFacts): string {
  return Object.entries(operators)
    .toSorted(([a, many], [b, more]) => more - many || a.localeCompare(b))
    .map(([name, count]) => `${name} × ${count}`)
    .join(", ");
}

function gateDifferences(before: GateReport | null, after: GateReport | null): readonly Difference[] {
  if (before === null || after === null) return [];
  const confidence = compare("Confidence", shownNumber(before.confidence, 2), shownNumber(after.confidence, 2));
  const figures = (report: GateReport): ReadonlyMap<string, string> =>
    new Map(
      report.behaviour?.scenarios.map(({ name, guarded }) => [
        name,
        `${shownNumber(guarded.breach_seconds)} breach seconds, ${shownNumber(guarded.core_seconds)} core-seconds`,
      ]),
    );
  const [was, is] = [figures(before), figures(after)];
  const scenarios = [...new Set([...was.keys(), ...is.keys()])].flatMap((name) =>
    compare(name.replaceAll("-", " "), was.get(name) ?? null, is.get(name) ?? null),
  );
  return [...confidence, ...scenarios];
}
