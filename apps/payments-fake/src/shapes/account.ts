import type { Stripe } from "stripe";
import type { AccountLinkRow, AccountNeed, AccountRow } from "../state/rows-accounts.ts";
import type { World } from "../state/world.ts";
import type { Wire } from "./wire.ts";

export type AccountInclude =
  | "configuration.customer"
  | "configuration.merchant"
  | "configuration.recipient"
  | "defaults"
  | "future_requirements"
  | "identity"
  | "requirements";
type TransfersStatus = "active" | "pending" | "restricted";

const NEED_WORDS: Readonly<Record<AccountNeed, string>> = {
  identity: "identity.individual.given_name",
  bank_account: "defaults.payout_methods",
  terms: "identity.attestations.terms_of_service",
};

export function isoTime(seconds: number): string {
  return new Date(seconds * 1000).toISOString().replace(/\.\d{3}Z$/u, ".000Z");
}

/** Whether transfers reach the account: everything said, and nothing held or closed. */
export function transfersStatus(row: AccountRow): TransfersStatus {
  if (row.closed || row.held || row.needs.length > 0) return "restricted";
  return row.transfersRequested ? "active" : "restricted";
}

/** Optional parts are null until they are asked for, as in the second version of the API. */
export function account(row: AccountRow, include: readonly AccountInclude[]): unknown {
  const has = (part: AccountInclude): boolean => include.includes(part);
  const configuration =
    has("configuration.customer") || has("configuration.merchant") || has("configuration.recipient");
  return {
    id: row.id,
    object: "v2.core.account",
    applied_configurations: row.closed ? [] : [...row.configurations],
    closed: row.closed,
    configuration: configuration
      ? {
          customer:
            has("configuration.customer") && row.configurations.includes("customer") ? { applied: !row.closed } : null,
          merchant:
            has("configuration.merchant") && row.configurations.includes("merchant") ? { applied: !row.closed } : null,
          recipient: has("configuration.recipient") && row.configurations.includes("recipient") ? recipient(row) : null,
        }
      : null,
    contact_email: row.email,
    contact_phone: row.phone,
    created: isoTime(row.created),
    dashboard: row.dashboard,
    defaults: has("defaults")
      ? {
          currency: row.currency,
          locales: [],
          payout_methods: row.bank === null || row.currency === null ? null : { [row.currency]: row.bank.id },
          profile: { business_url: null, doing_business_as: row.displayName, product_description: null },
          responsibilities: {
            fees_collector: row.feesCollector,
            losses_collector: row.lossesCollector,
            requirements_collector: "stripe",
          },
        }
      : null,
    display_name: row.displayName,
    future_requirements: null,
    identity: has("identity")
      ? {
          attestations: null,
          business_details: null,
          country: row.country,
          entity_type: row.entityType,
          individual: row.legalName === null ? null : { given_name: row.legalName, surname: null, email: row.email },
        }
      : null,
    livemode: false,
    metadata: row.metadata,
    requirements: has("requirements") ? requirements(row) : null,
  };
}

function recipient(row: AccountRow): unknown {
  const status = transfersStatus(row);
  const code = row.held ? "restricted_other" : "requirements_past_due";
  const details =
    status === "active" ? [] : [{ code, resolution: row.held || row.closed ? "contact_stripe" : "provide_info" }];
  return {
    applied: !row.closed,
    capabilities: {
      bank_accounts: null,
      cards: null,
      stripe_balance: {
        payouts: { status, status_details: details },
        stripe_transfers: row.transfersRequested ? { status, status_details: details } : null,
      },
    },
  };
}

function requirements(row: AccountRow): Wire<Stripe.V2.Core.Account.Requirements> {
  return {
    alternatives: [],
    entries: row.closed
      ? []
      : row.needs.map((need) => ({
          awaiting_action_from: "user" as const,
          description: NEED_WORDS[need],
          errors: [],
          impact: {
            restricts_capabilities: [
              {
                capability: "stripe_balance.stripe_transfers",
                configuration: "recipient",
                deadline: { status: "currently_due" as const },
              },
            ],
          },
          minimum_deadline: { status: "currently_due" as const },
          requested_reasons: [{ code: "routine_onboarding" as const }],
        })),
    ...(row.needs.length > 0 && !row.closed
      ? { summary: { minimum_deadline: { status: "currently_due" as const } } }
      : {}),
  };
}

export function accountLink(row: AccountLinkRow, world: World): Wire<Stripe.V2.Core.AccountLink> {
  const urls = { refresh_url: row.refreshUrl, ...(row.returnUrl === null ? {} : { return_url: row.returnUrl }) };
  return {
    object: "v2.core.account_link",
    account: row.for,
    created: isoTime(row.created),
    expires_at: isoTime(row.expiresAt),
    livemode: false,
    url: `${world.baseUrl}/onboarding/${row.id}`,
    use_case:
      row.useCase === "account_onboarding"
        ? { type: row.useCase, account_onboarding: urls }
        : { type: row.useCase, account_update: urls },
  };
}
