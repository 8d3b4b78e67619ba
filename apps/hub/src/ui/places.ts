export type Place = {
  readonly href: string;
  readonly label: string;
  /** Typed after `g`. */
  readonly key?: string;
  readonly inBar: boolean;
  readonly words: string;
};

/** Where one can go from anywhere: the bar, the palette and the `g` shortcuts all read this list. */
export const places: readonly Place[] = [
  { href: "/store", label: "Store", key: "s", inBar: true, words: "find personas search market" },
  { href: "/library", label: "Library", key: "l", inBar: true, words: "got owned entitlements" },
  { href: "/fleets", label: "Fleets", key: "f", inBar: true, words: "hosts live agents" },
  { href: "/experiments", label: "Experiments", key: "e", inBar: true, words: "compare a/b trial effect verdict ramp" },
  { href: "/experiments/new", label: "Plan an experiment", inBar: false, words: "new power compare arms" },
  {
    href: "/experiments/campaigns",
    label: "Campaigns",
    inBar: false,
    words: "automatic variation search settings evolution budget",
  },
  {
    href: "/settings/learning",
    label: "Learning",
    inBar: false,
    words: "settings consent opt in journals improve withdraw",
  },
  { href: "/reviews", label: "Reviews", key: "r", inBar: true, words: "approve refuse desk gate" },
  { href: "/fleets/new", label: "Create a fleet", inBar: false, words: "new add fleet" },
  {
    href: "/author",
    label: "Your Personas",
    key: "p",
    inBar: true,
    words: "author publisher versions deprecate yank revoke advisory",
  },
  {
    href: "/settings/revocation",
    label: "Leaving a revoked Persona",
    inBar: false,
    words: "settings revocation waves safe",
  },
  { href: "/notices", label: "Notices", key: "n", inBar: false, words: "inbox advisories new versions unread follow" },
  { href: "/settings/notices", label: "What comes how", inBar: false, words: "settings notices mail webhooks follow" },
  { href: "/settings/tokens", label: "API tokens", inBar: false, words: "settings programs api secrets cli" },
  { href: "/settings/reviews", label: "Review policy", inBar: false, words: "settings four eyes automatic approval" },
  {
    href: "/orders",
    label: "Orders and payments",
    key: "o",
    inBar: false,
    words: "bought invoices subscriptions seats refunds card",
  },
  {
    href: "/author/money",
    label: "What you earn",
    key: "m",
    inBar: false,
    words: "money seller balance transfers payouts sales account",
  },
  { href: "/author/money/refunds", label: "Refunds to decide", inBar: false, words: "money seller refund requests" },
  { href: "/appeals", label: "Hidden by moderators", inBar: false, words: "appeal review hidden moderation" },
  { href: "/audit", label: "Audit", key: "a", inBar: true, words: "log who did what history" },
];

/** The choices whose label or words contain every word typed. */
export function matching<P extends { readonly label: string; readonly words: string }>(
  choices: readonly P[],
  typed: string,
): readonly P[] {
  const wanted = typed.toLowerCase().split(/\s+/).filter(Boolean);
  return choices.filter(({ label, words }) => {
    const text = `${label} ${words}`.toLowerCase();
    return wanted.every((word) => text.includes(word));
  });
}
