import { z } from "zod";
import { emitThin } from "../events/emit.ts";
import { invalidRequest } from "../http/api-error.ts";
import { bool, clearable, currency, int, mergeMetadata, metadata, text, webUrl, word } from "../http/params.ts";
import { found, route, type Call, type Route } from "../http/route.ts";
import { account as shape, accountLink, transfersStatus, type AccountInclude } from "../shapes/account.ts";
import { newId, randomText } from "../state/ids.ts";
import type { AccountNeed, AccountRow } from "../state/rows-accounts.ts";
import type { World } from "../state/world.ts";
import { freshSettings } from "./payouts.ts";

const LINK_LASTS = 300;
const INCLUDES = [
  "configuration.customer",
  "configuration.merchant",
  "configuration.recipient",
  "defaults",
  "future_requirements",
  "identity",
  "requirements",
] as const satisfies readonly AccountInclude[];
const include = z.array(z.enum(INCLUDES)).optional();
const requested = z.strictObject({ requested: bool });
const recipient = z.strictObject({
  capabilities: z
    .strictObject({ stripe_balance: z.strictObject({ stripe_transfers: requested.optional() }).optional() })
    .optional(),
});

const fields = {
  include,
  contact_email: clearable.nullish(),
  contact_phone: clearable.nullish(),
  dashboard: z.enum(["express", "full", "none"]).optional(),
  display_name: clearable.nullish(),
  metadata: metadata.optional(),
  configuration: z
    .strictObject({
      recipient: recipient.optional(),
      merchant: z.strictObject({}).optional(),
      customer: z.strictObject({}).optional(),
    })
    .optional(),
  defaults: z
    .strictObject({
      currency: currency.optional(),
      locales: z.array(text).optional(),
      profile: z
        .strictObject({
          business_url: text.optional(),
          doing_business_as: text.optional(),
          product_description: text.optional(),
        })
        .optional(),
      responsibilities: z
        .strictObject({
          fees_collector: z.enum(["application", "stripe"]),
          losses_collector: z.enum(["application", "stripe"]),
        })
        .optional(),
    })
    .optional(),
  identity: z
    .strictObject({
      country: z
        .string()
        .regex(/^[A-Za-z]{2}$/u)
        .optional(),
      entity_type: z.enum(["company", "government_entity", "individual", "non_profit"]).optional(),
      individual: z
        .strictObject({ given_name: text.optional(), surname: text.optional(), email: text.optional() })
        .optional(),
    })
    .optional(),
};
const create = z.strictObject(fields);
const update = z.strictObject(fields);

const urls = z.strictObject({
  refresh_url: webUrl,
  return_url: webUrl.optional(),
  configurations: z.array(z.enum(["customer", "merchant", "recipient"])).optional(),
  collection_options: z.strictObject({ fields: text.optional(), future_requirements: text.optional() }).optional(),
});
const link = z.strictObject({
  account: word,
  use_case: z.union([
    z.strictObject({ type: z.literal("account_onboarding"), account_onboarding: urls }),
    z.strictObject({ type: z.literal("account_update"), account_update: urls }),
  ]),
});

const ALL_NEEDS: readonly AccountNeed[] = ["identity", "bank_account", "terms"];
const EURO = new Set([
  "AT",
  "BE",
  "BG",
  "CY",
  "DE",
  "EE",
  "ES",
  "FI",
  "FR",
  "GR",
  "HR",
  "IE",
  "IT",
  "LT",
  "LU",
  "LV",
  "MT",
  "NL",
  "PT",
  "SI",
  "SK",
]);
const HOME_CURRENCY: Readonly<Record<string, string>> = {
  US: "usd",
  GB: "gbp",
  CH: "chf",
  JP: "jpy",
  SE: "sek",
  NO: "nok",
  DK: "dkk",
  PL: "pln",
  CZ: "czk",
  HU: "huf",
  RO: "ron",
  CA: "cad",
  AU: "aud",
};

export function currencyAt(country: string): string {
  return EURO.has(country) ? "eur" : (HOME_CURRENCY[country] ?? "eur");
}

function createAccount(call: Call<z.infer<typeof create>>): AccountRow {
  const { world, params } = call;
  const country = params.identity?.country?.toUpperCase() ?? null;
  const configurations = (["recipient", "merchant", "customer"] as const).filter(
    (name) => params.configuration?.[name] !== undefined,
  );
  if (configurations.length > 0 && params.defaults?.responsibilities === undefined && params.dashboard !== undefined) {
    throw invalidRequest("defaults.responsibilities is required.", "parameter_missing", "defaults.responsibilities");
  }
  const row = world.tables.accounts.put({
    id: `acct_1${randomText(15)}`,
    created: world.now(),
    displayName: params.display_name ?? null,
    email: params.contact_email ?? null,
    phone: params.contact_phone ?? null,
    country,
    currency: params.defaults?.currency ?? (country === null ? null : currencyAt(country)),
    dashboard: params.dashboard ?? "none",
    entityType: params.identity?.entity_type ?? null,
    legalName: null,
    configurations,
    transfersRequested:
      params.configuration?.recipient?.capabilities?.stripe_balance?.stripe_transfers?.requested ?? false,
    feesCollector: params.defaults?.responsibilities?.fees_collector ?? "stripe",
    lossesCollector: params.defaults?.responsibilities?.losses_collector ?? "stripe",
    needs: ALL_NEEDS,
    bank: null,
    held: false,
    closed: false,
    metadata: mergeMetadata({}, params.metadata),
  });
  world.tables.balanceSettings.put(freshSettings(row.id, world.now()));
  emitThin(world, { type: "v2.core.account.created", accountId: row.id });
  emitThin(world, { type: "v2.core.account[requirements].updated", accountId: row.id });
  return row;
}

/** Changes an account and says which of its parts moved. */
export function changeAccount(world: World, before: AccountRow, changes: Partial<AccountRow>): AccountRow {
  const row = world.tables.accounts.put({ ...before, ...changes });
  emitThin(world, { type: "v2.core.account.updated", accountId: row.id });
  if (changes.legalName !== undefined || changes.country !== undefined)
    emitThin(world, { type: "v2.core.account[identity].updated", accountId: row.id });
  if (changes.bank !== undefined || changes.currency !== undefined)
    emitThin(world, { type: "v2.core.account[defaults].updated", accountId: row.id });
  if (row.needs.length !== before.needs.length)
    emitThin(world, { type: "v2.core.account[requirements].updated", accountId: row.id });
  if (transfersStatus(row) !== transfersStatus(before)) {
    emitThin(world, {
      type: "v2.core.account[configuration.recipient].capability_status_updated",
      accountId: row.id,
      data: { updated_capability: "stripe_balance.stripe_transfers" },
    });
  }
  return row;
}

/** Ends an account for good. Money it still holds must have left it. */
export function closeAccount(world: World, before: AccountRow): AccountRow {
  if (before.closed) return before;
  for (const [of, held] of world.balances.of(before.id, world.now())) {
    if (held.available + held.pending !== 0)
      throw invalidRequest(`The account still has a balance in ${of}.`, "account_has_balance", "id");
  }
  return shut(world, before);
}

/** As the processor itself can do, whatever the account still holds. */
export function shut(world: World, before: AccountRow): AccountRow {
  const row = changeAccount(world, before, { closed: true });
  emitThin(world, { type: "v2.core.account.closed", accountId: row.id });
  return row;
}

function accountOf(call: Call<unknown>): AccountRow {
  return found({ account: undefined }, call.world.tables.accounts, "account", call.id);
}

function changesOf(params: z.infer<typeof update>): Partial<AccountRow> {
  const transfers = params.configuration?.recipient?.capabilities?.stripe_balance?.stripe_transfers?.requested;
  return {
    ...(params.display_name == null ? {} : { displayName: params.display_name }),
    ...(params.contact_email == null ? {} : { email: params.contact_email }),
    ...(params.contact_phone == null ? {} : { phone: params.contact_phone }),
    ...(params.dashboard === undefined ? {} : { dashboard: params.dashboard }),
    ...(params.identity?.country === undefined ? {} : { country: params.identity.country.toUpperCase() }),
    ...(params.identity?.entity_type === undefined ? {} : { entityType: params.identity.entity_type }),
    ...(params.defaults?.currency === undefined ? {} : { currency: params.defaults.currency }),
    ...(transfers === undefined ? {} : { transfersRequested: transfers }),
  };
}

export const accountRoutes: readonly Route[] = [
  route("POST", "/v2/core/accounts", create, (call) => shape(createAccount(call), call.params.include ?? [])),
  route(
    "GET",
    "/v2/core/accounts",
    z.strictObject({
      limit: int.optional(),
      page: word.optional(),
      closed: bool.optional(),
      applied_configurations: z.array(text).optional(),
    }),
    (call) => {
      const { limit = 20, page, closed = false } = call.params;
      const { rows, more } = call.world.tables.accounts.list({
        limit,
        after: page,
        matches: (row) => row.closed === closed,
      });
      const last = rows.at(-1);
      return {
        data: rows.map((row) => shape(row, [])),
        next_page_url: more && last !== undefined ? `/v2/core/accounts?page=${last.id}&limit=${limit}` : null,
        previous_page_url: null,
      };
    },
  ),
  route("GET", "/v2/core/accounts/:id", z.strictObject({ include }), (call) =>
    shape(accountOf(call), call.params.include ?? []),
  ),
  route("POST", "/v2/core/accounts/:id", update, (call) => {
    const before = accountOf(call);
    const row = changeAccount(call.world, before, {
      ...changesOf(call.params),
      metadata: mergeMetadata(before.metadata, call.params.metadata),
    });
    return shape(row, call.params.include ?? []);
  }),
  route(
    "POST",
    "/v2/core/accounts/:id/close",
    z.strictObject({ applied_configurations: z.array(text).optional() }),
    (call) => shape(closeAccount(call.world, accountOf(call)), []),
  ),
  route("POST", "/v2/core/account_links", link, (call) => {
    const { world, params } = call;
    const row = found({ account: undefined }, world.tables.accounts, "account", params.account, "account");
    if (row.closed) throw invalidRequest("The account is closed.", "account_closed", "account");
    const given =
      params.use_case.type === "account_onboarding"
        ? params.use_case.account_onboarding
        : params.use_case.account_update;
    const made = world.tables.accountLinks.put({
      id: newId("acctlink"),
      created: world.now(),
      for: row.id,
      useCase: params.use_case.type,
      returnUrl: given.return_url ?? null,
      refreshUrl: given.refresh_url,
      expiresAt: world.now() + LINK_LASTS,
    });
    return accountLink(made, world);
  }),
];
