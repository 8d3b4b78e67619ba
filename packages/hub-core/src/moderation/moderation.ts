import { z } from "zod";

export const thingKinds = ["review", "reply", "listing", "seller"] as const;
export type ThingKind = (typeof thingKinds)[number];

/** Something of the store that can be reported and hidden: a buyer's review, its answer (by the review's id), a listing, a publisher. */
export const thingSchema = z.strictObject({ kind: z.enum(thingKinds), thingId: z.uuid() });
export type Thing = z.output<typeof thingSchema>;

/** What something can be reported and hidden for: docs/moderation.md in code. */
export const policyReasons = {
  spam: { title: "Advertising or nonsense", kinds: ["review", "reply", "listing", "seller"] },
  abuse: { title: "Insults, threats or hatred", kinds: ["review", "reply", "listing", "seller"] },
  "off-topic": { title: "Not about this Persona", kinds: ["review", "reply"] },
  "false-claim": { title: "Says what is demonstrably untrue", kinds: ["review", "reply", "listing"] },
  "personal-data": { title: "Private data of people", kinds: ["review", "reply", "listing"] },
  "conflict-of-interest": { title: "Written for gain, or by somebody involved", kinds: ["review"] },
  impersonation: { title: "Pretends to be somebody else", kinds: ["listing", "seller"] },
  harmful: { title: "Harms whoever runs it", kinds: ["listing", "seller"] },
  illegal: { title: "Against the law", kinds: ["review", "reply", "listing", "seller"] },
} as const satisfies Record<string, { readonly title: string; readonly kinds: readonly ThingKind[] }>;
export type PolicyReason = keyof typeof policyReasons;

export const policyReasonSchema = z.enum(Object.keys(policyReasons) as [PolicyReason, ...PolicyReason[]]);

/** The reasons that fit a kind of thing. */
export function reasonsFor(kind: ThingKind): readonly PolicyReason[] {
  return policyReasonSchema.options.filter((reason) =>
    (policyReasons[reason].kinds as readonly ThingKind[]).includes(kind),
  );
}

/** A reason as kept; one that the policy no longer knows is shown by its code. */
export function reasonTitle(reason: string): string {
  const known = policyReasonSchema.safeParse(reason);
  return known.success ? policyReasons[known.data].title : reason;
}

/** A thing as moderators and its author see it. */
export type ThingView = Thing & {
  /** Its heading: a review's title, a listing's, a seller's name. */
  readonly title: string;
  readonly body: string;
  /** Of a review. */
  readonly rating: number | null;
  /** Where it is in the store: `publisher/name`, or a publisher's slug. */
  readonly address: string;
  readonly hidden: boolean;
  readonly writtenAt: number;
  /** Earlier wordings of it, newest first. */
  readonly earlier: readonly { readonly title: string; readonly body: string; readonly writtenAt: number }[];
};

export type ReportView = {
  readonly reason: PolicyReason | (string & {});
  readonly note: string;
  readonly reportedAt: number;
};

/** Something hidden, and what came of an appeal. */
export type HoldView = Thing & {
  readonly holdId: string;
  readonly reason: string;
  readonly note: string;
  readonly hiddenAt: number;
  readonly restoredAt: number | null;
  readonly appeal: {
    readonly body: string;
    readonly appealedAt: number;
    readonly decidedAt: number | null;
    readonly outcome: "restored" | "upheld" | null;
    readonly note: string | null;
  } | null;
};

/** What waits for a moderator, with everything that is needed to decide it. */
export type ModerationCase = {
  /** Null where its thing is gone. */
  readonly thing: ThingView | null;
  readonly kind: ThingKind;
  readonly thingId: string;
  readonly reports: readonly ReportView[];
  readonly holds: readonly (HoldView & { readonly mine: boolean })[];
  /** The appeal that waits is decided by another moderator than who hid it, where there is one. */
  readonly log: readonly ModerationLogEntry[];
  readonly waitsSince: number | null;
};

export type ModerationLogEntry = Thing & {
  readonly at: number;
  readonly action: "kept" | "hidden" | "restored" | "appeal-upheld" | "appeal-restored";
  readonly moderator: string;
  readonly reason: string | null;
  readonly note: string;
  readonly reports: number;
};
