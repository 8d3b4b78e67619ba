export { gatewayOf } from "./gateway-of.ts";
export type { PaymentVariables } from "./gateway-of.ts";
export { PaymentError } from "./payment-error.ts";
export type { PaymentErrorCode } from "./payment-error.ts";
export type {
  CheckoutRequest,
  DisputeEvidence,
  Page,
  PaymentGateway,
  PayoutTerms,
  RefundRequest,
  TransferRequest,
} from "./payment-gateway.ts";
export type { PaymentHint, PaymentSubject } from "./payment-hint.ts";
export type {
  BalanceMovement,
  CheckoutState,
  DisputeState,
  Movement,
  PaymentState,
  PayoutState,
  PromotionState,
  RefundState,
  SeatsPreview,
  SellerState,
  SubscriptionState,
  TransferState,
} from "./payment-states.ts";
export type { StripeSettings } from "./stripe/stripe-client.ts";
export { stripeGateway } from "./stripe/stripe-gateway.ts";
