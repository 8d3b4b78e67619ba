import type { ComparedScenario, ListingComparison, StoreRow } from "@fleet-persona/hub-core";
import { shownNumber } from "../../ui/figures.ts";
import { measuredPhrase } from "../effect-line.ts";
import { gradeWords } from "../grade-words.ts";
import { rangeOf } from "../listing/attribute-range.ts";
import { priceWords } from "../price-words.ts";

/** One line of the comparison: a figure or word of each Persona, and whether they are not all the same. */
export type ComparedRow = { readonly name: string; readonly cells: readonly string[]; readonly differs: boolean };

export type ComparedGroup = {
  readonly title: string;
  readonly note: string | null;
  /** Names of rows are names that machines read. */
  readonly code: boolean;
  readonly rows: readonly ComparedRow[];
};

/** Everything two or three Personas are compared by, in the order people decide. */
export function compareRows({
  rows,
  scenarios,
  signals,
  attributes,
  contracts,
}: ListingComparison): readonly ComparedGroup[] {
  const groups: readonly ComparedGroup[] = [
    { title: "At a glance", note: null, code: false, rows: glance(rows) },
    {
      title: "At the gate",
      note: "breach seconds of a run and cost, each beside the reactive rule on the same arrivals",
      code: false,
      rows: scenarios.map(scenarioRow),
    },
    {
      title: "Signals",
      note: "what each looks at",
      code: true,
      rows: signals.map(({ name, needs }) =>
        rowOf(
          name,
          needs.map((need) => needWords[need]),
        ),
      ),
    },
    {
      title: "Attributes",
      note: "what each may move, and within which range",
      code: true,
      rows: attributes.map(({ name, moves }) =>
        rowOf(
          name,
          moves.map((attribute) => (attribute === null ? "does not move it" : rangeOf(attribute))),
        ),
      ),
    },
    { title: "How it acts", note: "from the signed manifest", code: false, rows: contractRows(contracts) },
  ];
  return groups.filter((group) => group.rows.length > 0);
}

const needWords = { required: "required", optional: "used if there", none: "not used" } as const;

function rowOf(name: string, cells: readonly string[]): ComparedRow {
  return { name, cells, differs: new Set(cells).size > 1 };
}

function glance(rows: readonly StoreRow[]): readonly ComparedRow[] {
  const row = (name: string, of: (row: StoreRow) => string): ComparedRow => rowOf(name, rows.map(of));
  return [
    row("Gate", ({ grade }) => gradeWords[grade].word),
    row("Price", ({ price }) => priceWords(price)),
    row("Trial", ({ price, trialDays }) =>
      price.kind === "free" ? "not needed" : trialDays === null ? "none" : `${trialDays} days`,
    ),
    row("Rating", ({ rating }) =>
      rating === null
        ? "not rated yet"
        : `${rating.mean.toFixed(1)} of 5 (${rating.votes} ${rating.votes === 1 ? "vote" : "votes"})`,
    ),
    row("Measured on a fleet", ({ measured }) => (measured === null ? "not yet" : measuredPhrase(measured))),
    row("Ran on", ({ agents }) => (agents === 1 ? "1 enrolled agent" : `${agents} enrolled agents`)),
    row("Seller", ({ publisherName, sellerDomain }) =>
      sellerDomain === null ? `${publisherName}, no verified domain` : `${publisherName}, ${sellerDomain} verified`,
    ),
    row("Runs on", ({ targets }) => (targets.length === 0 ? "not said" : targets.join(", "))),
    row("Licence", ({ licence }) => licence),
    row("Version", ({ latestVersion }) => String(latestVersion)),
  ];
}

function scenarioRow({ name, figures }: ComparedScenario): ComparedRow {
  const cells = figures.map((figure) => {
    if (figure === null) return "not run";
    const { persona, reactive } = figure;
    const breach = `${shownNumber(persona.breachSeconds)} s (rule ${shownNumber(reactive.breachSeconds)} s)`;
    if (reactive.coreSeconds <= 0) return breach;
    return `${breach}, ${shownNumber((persona.coreSeconds / reactive.coreSeconds) * 100)} % of its cost`;
  });
  return rowOf(name.replaceAll("-", " "), cells);
}

function contractRows(contracts: ListingComparison["contracts"]): readonly ComparedRow[] {
  const row = (name: string, of: (contract: ListingComparison["contracts"][number]) => string): ComparedRow =>
    rowOf(name, contracts.map(of));
  return [
    row("Claimed confidence", ({ confidence_score: confidence }) => `${Math.round(confidence * 100)} %`),
    row("Waits after growing", ({ adaptation }) => `${shownNumber(adaptation.cooldown_s.grow)} s`),
    row("Waits after shrinking", ({ adaptation }) => `${shownNumber(adaptation.cooldown_s.shrink)} s`),
    row("Risk it takes", ({ adaptation }) => shownNumber(adaptation.risk_tolerance)),
    row("Overridden by", ({ triggers }) =>
      triggers.length === 0 ? "no trigger" : triggers.map((trigger) => trigger.name).join(", "),
    ),
  ];
}
