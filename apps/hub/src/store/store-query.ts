/** What can be narrowed down by choosing values, in the order a page shows it. */
export const facetNames = ["signals", "attributes", "targets", "licences", "prices", "grades"] as const;
export type FacetName = (typeof facetNames)[number];

export const sorts = ["best", "newest", "rating", "price"] as const;
export type Sort = (typeof sorts)[number];

/** A question to the store as its address says it. Equal questions have equal addresses. */
export type StoreQuery = Readonly<Record<FacetName, readonly string[]>> & {
  readonly q: string;
  readonly verified: boolean;
  readonly publisher: string | null;
  readonly intent: string | null;
  /** Null: nothing was chosen, so the best come first. */
  readonly sort: Sort | null;
  /** From 1. */
  readonly page: number;
  /** Addresses (`publisher/name`) collected for comparing, in the order they were collected. */
  readonly tray: readonly string[];
};

/** As Next hands a page its search parameters. */
export type SearchParams = Readonly<Record<string, string | readonly string[] | undefined>>;

// Parameters are in the singular: "?signal=request_rate&signal=error_rate" reads as what it is.
const parameters = {
  signals: "signal",
  attributes: "attribute",
  targets: "target",
  licences: "licence",
  prices: "price",
  grades: "grade",
} as const satisfies Record<FacetName, string>;

/** Side by side no more can be read, on a screen or by a person. */
export const mostCompared = 3;
const mostValues = 12;
const longestQuestion = 200;
const longestValue = 64;
const lastPage = 400;

export const emptyQuery: StoreQuery = {
  q: "",
  signals: [],
  attributes: [],
  targets: [],
  licences: [],
  prices: [],
  grades: [],
  verified: false,
  publisher: null,
  intent: null,
  sort: null,
  page: 1,
  tray: [],
};

/** Reads a question from an address. What makes no sense is left out: an address that was mangled on its way still finds something. */
export function parseStoreQuery(params: SearchParams): StoreQuery {
  const chosen = (name: FacetName): readonly string[] => valuesOf(params, parameters[name]).toSorted(byCodePoint);
  return {
    signals: chosen("signals"),
    attributes: chosen("attributes"),
    targets: chosen("targets"),
    licences: chosen("licences"),
    prices: chosen("prices"),
    grades: chosen("grades"),
    q: plain(firstOf(params, "q")).trim().slice(0, longestQuestion).trim(),
    verified: firstOf(params, "verified") === "1",
    publisher: matching(firstOf(params, "publisher"), /^[a-z0-9-]{2,40}$/),
    intent: matching(firstOf(params, "intent"), /^[a-z0-9-]{2,64}$/),
    sort: sorts.find((sort) => sort === firstOf(params, "sort")) ?? null,
    page: pageOf(firstOf(params, "page")),
    tray: trayOf(params),
  };
}

/** The addresses collected for comparing. */
export function trayOf(params: SearchParams): readonly string[] {
  const address = /^[a-z0-9-]{2,40}\/[a-z0-9][a-z0-9-]{0,95}$/;
  return [...new Set(allOf(params, "with").filter((value) => address.test(value)))].slice(0, mostCompared);
}

/** The question as search parameters, without a question mark; empty for the empty question. */
export function storeParams(query: StoreQuery): string {
  const { q, verified, publisher, intent, sort, page, tray } = query;
  const pairs: (readonly [string, string])[] = [
    ...(q === "" ? [] : [["q", q] as const]),
    ...(intent === null ? [] : [["intent", intent] as const]),
    ...(publisher === null ? [] : [["publisher", publisher] as const]),
    ...facetNames.flatMap((name) => query[name].map((value) => [parameters[name], value] as const)),
    ...(verified ? [["verified", "1"] as const] : []),
    ...(sort === null ? [] : [["sort", sort] as const]),
    ...(page === 1 ? [] : [["page", String(page)] as const]),
    ...tray.map((address) => ["with", address] as const),
  ];
  // A slash in a value needs no escape, and an address that people share is better without.
  return pairs.map(([name, value]) => `${name}=${encodeURIComponent(value).replaceAll("%2F", "/")}`).join("&");
}

/** The question with something of it changed; every change but of the page leads to the first page. */
export function storeHref(query: StoreQuery, change: Partial<StoreQuery> = {}): string {
  return withParams("/store", storeParams({ ...query, page: 1, ...change }));
}

/** A path with parameters, or bare where there are none. */
export function withParams(path: string, params: string): string {
  return params === "" ? path : `${path}?${params}`;
}

/** Where a listing is, with what was collected on the way. */
export function listingHref(personaId: string, tray: readonly string[]): string {
  return withParams(`/store/${personaId}`, storeParams({ ...emptyQuery, tray }));
}

/** Whether anything was asked: an empty question is the store's first page. */
export function asksSomething(query: StoreQuery): boolean {
  return storeParams({ ...query, tray: [] }) !== "";
}

/** The question with a facet's value added, or taken away where it was chosen. */
export function toggled(query: StoreQuery, name: FacetName, value: string): Partial<StoreQuery> {
  const chosen = query[name];
  const next = chosen.includes(value) ? chosen.filter((each) => each !== value) : [...chosen, value];
  return { [name]: next.toSorted(byCodePoint) };
}

/** The parameter that a facet's form field carries. */
export const parameterOf = (name: FacetName): string => parameters[name];

function allOf(params: SearchParams, name: string): readonly string[] {
  const value = params[name];
  return value === undefined ? [] : typeof value === "string" ? [value] : value;
}

const firstOf = (params: SearchParams, name: string): string => allOf(params, name)[0] ?? "";

function valuesOf(params: SearchParams, name: string): readonly string[] {
  const given = allOf(params, name).map((value) => plain(value).trim());
  return [...new Set(given.filter((value) => value !== "" && value.length <= longestValue))].slice(0, mostValues);
}

// Control characters mean nothing in a question, and half a surrogate pair has no address.
function plain(text: string): string {
  return text.toWellFormed().replaceAll(/[\p{Cc}\uFFFD]+/gu, " ");
}

const matching = (value: string, pattern: RegExp): string | null => (pattern.test(value) ? value : null);

function pageOf(text: string): number {
  const page = /^\d{1,3}$/.test(text) ? Number(text) : 1;
  return Math.min(Math.max(page, 1), lastPage);
}

const byCodePoint = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
