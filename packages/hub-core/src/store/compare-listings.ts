import { tables } from "@fleet-persona/db";
import type { Tx } from "@fleet-persona/db";
import type { GateScenario, Manifest } from "@fleet-persona/persona";
import { and, desc, eq, inArray, sql } from "drizzle-orm";
import { z } from "zod";
import { notFound } from "../hub-error.ts";
import { personaAddressSchema } from "../lifecycle/version-state.ts";
import { defineQuery } from "../use-case/define.ts";
import { readStoreRows } from "./read-store-rows.ts";
import type { StoreRow } from "./store-page.ts";

/** How one Persona stands to one signal: it cannot do without, it is better with, it does not look at it. */
export type Need = "required" | "optional" | "none";

/** What the gate measured in one scenario: of the Persona, and of the reactive rule on the same arrivals. */
export type ComparedScenario = {
  readonly name: GateScenario["name"];
  /** By Persona, in the order asked; null where the gate has not run it. */
  readonly figures: readonly ({ readonly persona: Figures; readonly reactive: Figures } | null)[];
};
type Figures = { readonly breachSeconds: number; readonly coreSeconds: number; readonly p95Ms: number | null };

/** Two or three Personas side by side; every list has one entry for each of them, in the order asked. */
export type ListingComparison = {
  readonly rows: readonly StoreRow[];
  readonly signals: readonly { readonly name: string; readonly needs: readonly Need[] }[];
  /** What each may move, as the manifest says it; null: not at all. */
  readonly attributes: readonly {
    readonly name: string;
    readonly moves: readonly (Manifest["attributes"][number] | null)[];
  }[];
  /** Of the scenarios that the gate leads everybody through. Fleets differ with the manifests: compare with the reactive rule beside. */
  readonly scenarios: readonly ComparedScenario[];
  readonly contracts: readonly Pick<Manifest, "licence" | "adaptation" | "confidence_score" | "triggers">[];
};

/** Sets two or three listed Personas side by side by their addresses; `not-found` when one of them is not on the shelf. */
export const compareListings = defineQuery({
  name: "compareListings",
  scope: "public",
  input: z.strictObject({ personaIds: z.array(personaAddressSchema).min(2).max(3) }),
  run: async ({ tx }, { personaIds }): Promise<ListingComparison> => {
    const { listings } = tables;
    const addresses = sql`${listings.publisherSlug} || '/' || ${listings.name}`;
    const slugs = personaIds.map((id) => id.slice(0, id.indexOf("/")));
    const found = await tx
      .select({ id: listings.id, address: sql<string>`${addresses}` })
      .from(listings)
      .where(
        and(inArray(listings.publisherSlug, slugs), inArray(addresses, personaIds), eq(listings.status, "listed")),
      );
    const ids = personaIds.map((personaId) => found.find(({ address }) => address === personaId)?.id ?? "");
    const rows = await readStoreRows(
      tx,
      ids.filter((id) => id !== ""),
    );
    if (rows.length < personaIds.length) throw notFound("Persona");
    const versionIds = rows.map(({ latestVersionId }) => latestVersionId);
    const [manifests, scenarios] = await Promise.all([
      Promise.all(versionIds.map((id) => readManifest(tx, id))),
      Promise.all(versionIds.map((id) => readScenarios(tx, id))),
    ]);
    return {
      rows,
      signals: signalsOf(manifests),
      attributes: attributesOf(manifests),
      scenarios: scenariosOf(scenarios),
      contracts: manifests.map(({ licence, adaptation, confidence_score, triggers }) => ({
        licence,
        adaptation,
        confidence_score,
        triggers,
      })),
    };
  },
});

async function readManifest(tx: Tx, id: string): Promise<Manifest> {
  const { personaVersions: versions } = tables;
  const [row] = await tx.select({ manifest: versions.manifest }).from(versions).where(eq(versions.id, id));
  if (row === undefined) throw notFound("Persona");
  return row.manifest;
}

async function readScenarios(tx: Tx, id: string): Promise<readonly GateScenario[]> {
  const { gateRuns: runs } = tables;
  const [row] = await tx
    .select({ scenarios: sql<readonly GateScenario[] | null>`${runs.report} #> '{behaviour,scenarios}'` })
    .from(runs)
    .where(and(eq(runs.personaVersionId, id), eq(runs.status, "done")))
    .orderBy(desc(runs.finishedAt), desc(runs.seq))
    .limit(1);
  return row?.scenarios ?? [];
}

const inOrder = (names: Iterable<string>): readonly string[] => [...new Set(names)].toSorted();

function signalsOf(manifests: readonly Manifest[]): ListingComparison["signals"] {
  const needs = manifests.map(({ requires, policy }) => {
    const mine = new Map<string, Need>(
      policy.inputs.signals.map(({ name, required }) => [name, required ? "required" : "optional"]),
    );
    for (const name of requires.signals) mine.set(name, "required");
    return mine;
  });
  return inOrder(needs.flatMap((mine) => [...mine.keys()])).map((name) => ({
    name,
    needs: needs.map((mine) => mine.get(name) ?? "none"),
  }));
}

function attributesOf(manifests: readonly Manifest[]): ListingComparison["attributes"] {
  const names = inOrder(manifests.flatMap(({ attributes }) => attributes.map(({ name }) => name)));
  return names.map((name) => ({
    name,
    moves: manifests.map(({ attributes }) => attributes.find((attribute) => attribute.name === name) ?? null),
  }));
}

function scenariosOf(reports: readonly (readonly GateScenario[])[]): readonly ComparedScenario[] {
  const names = new Set(reports.flatMap((scenarios) => scenarios.map(({ name }) => name)));
  return [...names].map((name) => ({
    name,
    figures: reports.map((scenarios) => {
      const one = scenarios.find((scenario) => scenario.name === name);
      return one === undefined ? null : { persona: figures(one.guarded), reactive: figures(one.baselines.reactive) };
    }),
  }));
}

function figures({ breach_seconds, core_seconds, p95_ms }: GateScenario["guarded"]): Figures {
  return { breachSeconds: breach_seconds, coreSeconds: core_seconds, p95Ms: p95_ms };
}
