import type { Metadata, Row } from "./rows.ts";

export type DiscountRow = Row & {
  readonly coupon: string;
  readonly promotionCode: string | null;
  readonly customer: string | null;
  readonly session: string | null;
  readonly subscription: string | null;
  readonly invoice: string | null;
  readonly end: number | null;
};

/** What an account still has to say before it can be paid. */
export type AccountNeed = "identity" | "bank_account" | "terms";

export type AccountRow = Row & {
  readonly displayName: string | null;
  readonly email: string | null;
  readonly phone: string | null;
  readonly country: string | null;
  readonly currency: string | null;
  readonly dashboard: "express" | "full" | "none";
  readonly entityType: string | null;
  readonly legalName: string | null;
  readonly configurations: readonly ("recipient" | "merchant" | "customer")[];
  readonly transfersRequested: boolean;
  readonly feesCollector: string;
  readonly lossesCollector: string;
  readonly needs: readonly AccountNeed[];
  readonly bank: {
    readonly id: string;
    readonly last4: string;
    readonly country: string;
    readonly name: string;
  } | null;
  /** The processor itself has stopped transfers. */
  readonly held: boolean;
  readonly closed: boolean;
  readonly metadata: Metadata;
};

export type AccountLinkRow = Row & {
  readonly for: string;
  readonly useCase: "account_onboarding" | "account_update";
  readonly returnUrl: string | null;
  readonly refreshUrl: string;
  readonly expiresAt: number;
};

export type BalanceSettingsRow = Row & {
  readonly interval: "daily" | "weekly" | "monthly" | "manual";
  readonly weeklyDays: readonly string[];
  readonly monthlyDays: readonly number[];
  readonly minimums: Readonly<Record<string, number>>;
  readonly delayDays: number | null;
  readonly debitNegative: boolean;
  readonly statementDescriptor: string | null;
  /** Seconds: when the schedule was last looked at. */
  readonly lastRun: number;
};

export type PayoutRow = Row & {
  readonly amount: number;
  readonly currency: string;
  readonly automatic: boolean;
  readonly status: "pending" | "in_transit" | "paid" | "failed" | "canceled";
  readonly arrivalDate: number;
  readonly movement: string;
  readonly failureMovement: string | null;
  readonly failure: { readonly code: string; readonly message: string } | null;
  readonly destination: string | null;
  readonly description: string | null;
  readonly statementDescriptor: string | null;
  readonly metadata: Metadata;
};

export type PortalSessionRow = Row & {
  readonly customer: string;
  readonly returnUrl: string | null;
  readonly locale: string | null;
};

export type EventRow = Row & {
  readonly type: string;
  /** The event as it was sent, as text: it never changes. */
  readonly body: string;
  readonly v2: boolean;
  /** The account it is about, where that is not the platform. */
  readonly about: string | null;
};

export type DeliveryRow = Row & {
  readonly event: string;
  readonly endpoint: string;
  readonly state: "waiting" | "delivered" | "lost" | "given-up";
  readonly attempts: number;
  /** Ms of the machine's clock, not of the simulated one. */
  readonly nextAt: number;
  readonly lastStatus: string | null;
};

export type EndpointRow = Row & {
  readonly url: string;
  readonly secret: string;
  readonly events: readonly string[];
  readonly connect: boolean | null;
  readonly status: "enabled" | "disabled";
  readonly description: string | null;
  readonly metadata: Metadata;
};

export type TestClockRow = Row & { readonly frozen: number; readonly name: string | null };

export type IdempotencyRow = Row & {
  readonly fingerprint: string;
  readonly status: number;
  readonly body: string;
  readonly requestId: string;
};

/** A setting of the fake itself that must outlive it. */
export type SettingRow = Row & { readonly value: unknown };
