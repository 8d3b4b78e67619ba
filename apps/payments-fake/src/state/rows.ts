export type Row = { readonly id: string; readonly created: number; readonly account?: string };
export type Metadata = Readonly<Record<string, string>>;

export type CustomerRow = Row & {
  readonly name: string | null;
  readonly email: string | null;
  readonly description: string | null;
  readonly phone: string | null;
  readonly country: string | null;
  readonly taxExempt: "none" | "exempt" | "reverse";
  readonly taxId: TaxIdValue | null;
  readonly paymentMethod: string | null;
  /** Owed to the customer when negative, as in the API. */
  readonly balance: number;
  readonly currency: string | null;
  readonly invoicePrefix: string;
  readonly nextInvoice: number;
  readonly delinquent: boolean;
  readonly testClock: string | null;
  readonly metadata: Metadata;
};

export type TaxIdType = "eu_vat" | "gb_vat" | "no_vat" | "ch_vat" | "jp_cn" | "au_abn" | "us_ein";
export type TaxIdValue = { readonly id: string; readonly type: TaxIdType; readonly value: string };

export type PaymentMethodRow = Row & {
  readonly customer: string | null;
  readonly number: string;
  readonly expMonth: number;
  readonly expYear: number;
  readonly name: string | null;
  readonly email: string | null;
  readonly country: string | null;
  readonly metadata: Metadata;
};

export type ProductRow = Row & {
  readonly name: string;
  readonly description: string | null;
  readonly active: boolean;
  readonly taxCode: string | null;
  readonly unitLabel: string | null;
  readonly images: readonly string[];
  readonly metadata: Metadata;
};

export type Interval = "day" | "week" | "month" | "year";

export type PriceRow = Row & {
  readonly product: string;
  readonly active: boolean;
  readonly currency: string;
  readonly unitAmount: number;
  readonly recurring: { readonly interval: Interval; readonly count: number } | null;
  readonly taxBehavior: "exclusive" | "inclusive" | "unspecified";
  readonly nickname: string | null;
  readonly lookupKey: string | null;
  readonly metadata: Metadata;
};

export type CouponRow = Row & {
  readonly name: string | null;
  readonly percentOff: number | null;
  /** Left out: everything. */
  readonly products?: readonly string[];
  readonly amountOff: number | null;
  readonly currency: string | null;
  readonly duration: "forever" | "once" | "repeating";
  readonly months: number | null;
  readonly maxRedemptions: number | null;
  readonly redeemBy: number | null;
  readonly timesRedeemed: number;
  readonly metadata: Metadata;
};

export type PromotionCodeRow = Row & {
  readonly code: string;
  readonly coupon: string;
  readonly active: boolean;
  readonly customer: string | null;
  readonly expiresAt: number | null;
  readonly maxRedemptions: number | null;
  readonly timesRedeemed: number;
  readonly firstTime: boolean;
  readonly minimum: { readonly amount: number; readonly currency: string } | null;
  readonly metadata: Metadata;
};

export type LineRow = {
  readonly id: string;
  readonly price: string;
  readonly quantity: number;
  readonly metadata: Metadata;
};

export type SessionRow = Row & {
  readonly mode: "payment" | "subscription";
  readonly status: "open" | "complete" | "expired";
  readonly paymentStatus: "unpaid" | "paid" | "no_payment_required";
  readonly customer: string | null;
  readonly customerEmail: string | null;
  readonly customerCreation: "always" | "if_required";
  readonly currency: string;
  readonly lines: readonly LineRow[];
  readonly successUrl: string;
  readonly cancelUrl: string | null;
  readonly expiresAt: number;
  readonly reference: string | null;
  readonly allowCodes: boolean;
  readonly automaticTax: boolean;
  readonly collectTaxId: boolean;
  readonly invoiceCreation: {
    readonly metadata: Metadata;
    readonly description: string | null;
    readonly footer: string | null;
  } | null;
  readonly locale: string | null;
  readonly metadata: Metadata;
  readonly paymentData: {
    readonly metadata: Metadata;
    readonly description: string | null;
    readonly transferGroup: string | null;
  };
  readonly subscriptionData: {
    readonly metadata: Metadata;
    readonly description: string | null;
    readonly trialEnd: number | null;
    readonly trialDays: number | null;
    readonly missingMethod: "create_invoice" | "pause" | "cancel";
  };
  readonly billingAddress: "auto" | "required";
  /** What the buyer has chosen on the page so far. */
  readonly chosen: {
    readonly promotion: string | null;
    readonly coupon: string | null;
    readonly country: string | null;
    readonly taxId: { readonly type: TaxIdType; readonly value: string } | null;
    readonly email: string | null;
    readonly name: string | null;
  };
  readonly paymentIntent: string | null;
  readonly subscription: string | null;
  readonly invoice: string | null;
  /** In words for the buyer: why the last attempt failed. */
  readonly failure: string | null;
};
