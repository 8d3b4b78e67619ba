/** An inclusive range of protocol versions one side speaks. */
export type VersionRange = { readonly min: number; readonly max: number };

/** What this build speaks. A new version keeps at least the one before it. */
export const PROTOCOL_VERSIONS: VersionRange = { min: 1, max: 4 };

/** The highest version both sides speak, or null when they share none. */
export function negotiateVersion(ours: VersionRange, theirs: VersionRange): number | null {
  const chosen = Math.min(ours.max, theirs.max);
  return chosen >= Math.max(ours.min, theirs.min) ? chosen : null;
}
