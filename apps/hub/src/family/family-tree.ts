import type { FamilyVersion } from "@fleet-persona/hub-core";

/** A version in its place: how deep it lies, which row it has, and where its line comes from. */
export type PlacedVersion = {
  readonly version: FamilyVersion;
  readonly address: string;
  /** Steps from the root of its line, from 0. */
  readonly depth: number;
  readonly row: number;
  /** The row of the parent whose child it is drawn as; null: a root. */
  readonly from: number | null;
  /** Rows of its further parents. */
  readonly also: readonly number[];
};

export function addressOf({ personaId, version }: Pick<FamilyVersion, "personaId" | "version">): string {
  return `${personaId}@${version}`;
}

/**
 * Versions in the order in which a reader walks down: each below its first parent, siblings by their time. Whatever manifests claim,
 * every version has one place: one that is its own ancestor stands as a root.
 */
export function placedFamily(versions: readonly FamilyVersion[]): readonly PlacedVersion[] {
  const known = new Map(versions.map((version) => [addressOf(version), version]));
  const children = Map.groupBy(versions, (version) => firstParent(version, known) ?? "");
  const placed: PlacedVersion[] = [];
  const rows = new Map<string, number>();
  const place = (version: FamilyVersion, depth: number, from: number | null): void => {
    const address = addressOf(version);
    if (rows.has(address)) return;
    const row = placed.length;
    rows.set(address, row);
    placed.push({ version, address, depth, row, from, also: [] });
    for (const child of (children.get(address) ?? []).toSorted(byTime)) place(child, depth + 1, row);
  };
  for (const root of (children.get("") ?? []).toSorted(byTime)) place(root, 0, null);
  // What a circle of claims has left over.
  for (const version of versions.toSorted(byTime)) place(version, 0, null);
  return placed.map((each) => ({
    ...each,
    also: each.version.parents.flatMap((parent) => {
      const row = rows.get(parent);
      return row === undefined || row === each.from || row === each.row ? [] : [row];
    }),
  }));
}

function firstParent(version: FamilyVersion, known: ReadonlyMap<string, FamilyVersion>): string | null {
  return version.parents.find((parent) => known.has(parent) && parent !== addressOf(version)) ?? null;
}

function byTime(a: FamilyVersion, b: FamilyVersion): number {
  return a.publishedAt - b.publishedAt || a.version - b.version || (a.personaId < b.personaId ? -1 : 1);
}
