/** What people come to the store for. A listing qualifies by any of these; `best` says what it must be good at. */
export type Intent = {
  readonly slug: IntentSlug;
  readonly title: string;
  readonly line: string;
  /** Tags that claim it: the author's declared intents are tags too. */
  readonly tags: readonly string[];
  /** Signals whose use shows that it was made for it. */
  readonly signals: readonly string[];
  /** The side of the evidence whose lower bound decides first. */
  readonly best: "breach" | "cost";
};

export const INTENT_SLUGS = [
  "survive-a-surge",
  "spend-less",
  "protect-checkout",
  "suit-mobile",
  "ride-the-day",
] as const;
export type IntentSlug = (typeof INTENT_SLUGS)[number];

/** The ways into the store, in the order its home shows them. */
export const intents: readonly Intent[] = [
  {
    slug: "survive-a-surge",
    title: "Survive a surge",
    line: "Ready before the flash crowd is.",
    tags: ["prepare-for-surge", "surge", "flash-crowd", "flash-sale"],
    signals: ["intent.prepare_for_surge"],
    best: "breach",
  },
  {
    slug: "spend-less",
    title: "Spend less",
    line: "Fewer core-seconds for the same answers.",
    tags: ["minimise-cost", "cost", "savings"],
    signals: ["intent.minimise_cost"],
    best: "cost",
  },
  {
    slug: "protect-checkout",
    title: "Protect checkout",
    line: "The requests that earn come first.",
    tags: ["protect-checkout", "checkout"],
    signals: ["intent.protect_checkout", "checkout_share"],
    best: "breach",
  },
  {
    slug: "suit-mobile",
    title: "Suit mobile visitors",
    line: "Small pages, long latencies, short visits.",
    tags: ["optimise-for-mobile", "mobile"],
    signals: ["intent.optimise_for_mobile", "mobile_share"],
    best: "breach",
  },
  {
    slug: "ride-the-day",
    title: "Ride the day",
    line: "Capacity that follows the hours.",
    tags: ["diurnal", "seasonal", "time-of-day"],
    signals: [],
    best: "cost",
  },
];

/** The intent of that name. */
export function intentOf(slug: IntentSlug): Intent {
  const found = intents.find((intent) => intent.slug === slug);
  if (found === undefined) throw new TypeError("Every slug has its intent.");
  return found;
}
