export const tabSlugs = [
  "overview",
  "evidence",
  "measured",
  "reviews",
  "versions",
  "contract",
  "security",
  "family",
] as const;
export type TabSlug = (typeof tabSlugs)[number];

const labels: Readonly<Record<TabSlug, string>> = {
  overview: "Overview",
  evidence: "Evidence",
  measured: "Measured",
  reviews: "Reviews",
  versions: "Versions",
  contract: "Signals and attributes",
  security: "Security",
  family: "Family",
};

/** One of a listing's pages: its name and where it is. The overview is the listing's own address. */
export function tabOf(personaId: string, slug: TabSlug): { readonly label: string; readonly href: string } {
  const base = `/store/${personaId}`;
  return { label: labels[slug], href: slug === "overview" ? base : `${base}/${slug}` };
}
