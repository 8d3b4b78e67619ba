/** What an event says happened, as far as it is believed: which object to look at again. */
export type PaymentHint = {
  readonly eventId: string;
  /** The processor's own word, such as `charge.refunded`. */
  readonly type: string;
  readonly createdAt: number;
  /** Null: nothing here depends on it. */
  readonly subject: PaymentSubject | null;
};

/** An object whose state is to be read. Refunds, disputes and transfers are read with their payment, invoices with their subscription. */
export type PaymentSubject = {
  readonly kind: "checkout" | "payment" | "subscription" | "seller";
  readonly id: string;
};
