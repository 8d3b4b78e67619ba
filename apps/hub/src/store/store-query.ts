import { GATE_GRADES, INTENT_SLUGS, PRICE_KINDS, STORE_SORTS } from "@fleet-persona/hub-core";
import type {
  FacetName as AnyFacet,
  GateGrade,
  IntentSlug,
  Price,
  SearchInput,
  StoreSort,
} from "@fleet-persona/hub-core";

/** A facet of which values are chosen; that of verified sellers is a yes or no. */
export type FacetName = Exclude<AnyFacet, "verified">;

/** In the order a page shows them. */
export const facetNames: readonly FacetName[] = ["grades", "prices", "targets", "signals", "attributes", "licences"];

/** A question to the store as its address says it. Equal questions have equal addresses. */
export type StoreQuery = {
  readonly q: string;
  readonly signals: readonly string[];
  readonly attributes: readonly string[];
  readonly targets: readonly string[];
  readonly licences: readonly string[];
  readonly prices: readonly Price["kind"][];
  readonly grades: readonly GateGrade[];
  readonly verified: boolean;
  readonly publisher: string | null;
  readonly intent: IntentSlug | null;
  /** Null: nothing was chosen, so the best come first. */
  readonly sort: StoreSort | null;
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

export const rowsPerPage = 20;
/** Beyond it nobody pages: what is further down is found by another question. */
const lastPage = 2_000 / rowsPerPage;

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
    prices: PRICE_KINDS.filter((kind) => chosen("prices").includes(kind)),
    grades: GATE_GRADES.filter((grade) => chosen("grades").includes(grade)),
    q: plain(firstOf(params, "q")).trim().slice(0, longestQuestion).trim(),
    verified: firstOf(params, "verified") === "1",
    publisher: slugOf(firstOf(params, "publisher")),
    intent: INTENT_SLUGS.find((slug) => slug === firstOf(params, "intent")) ?? null,
    sort: STORE_SORTS.find((sort) => sort === firstOf(params, "sort")) ?? null,
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
  let params = "";
  eachPair(query, (name, value) => (params += `${params === "" ? "" : "&"}${name}=${escaped(value)}`));
  return params;
}

// A slash in a value needs no escape, and an address that people share is better without.
const escaped = (value: string): string =>
  /^[\w./-]*$/.test(value) ? value : encodeURIComponent(value).replaceAll("%2F", "/");

/** Everything but its words and its page, as hidden fields of the form that asks other words. */
export function hiddenFields(query: StoreQuery): readonly (readonly [name: string, value: string])[] {
  const fields: (readonly [string, string])[] = [];
  eachPair({ ...query, q: "", page: 1 }, (name, value) => fields.push([name, value]));
  return fields;
}

// A page of results has a hundred addresses, so no list is made on the way to one.
function eachPair(query: StoreQuery, visit: (name: string, value: string) => void): void {
  const { q, verified, publisher, intent, sort, page, tray } = query;
  if (q !== "") visit("q", q);
  if (intent !== null) visit("intent", intent);
  if (publisher !== null) visit("publisher", publisher);
  for (const name of facetNames) for (const value of query[name]) visit(parameters[name], value);
  if (verified) visit("verified", "1");
  if (sort !== null) visit("sort", sort);
  if (page !== 1) visit("page", String(page));
  for (const address of tray) visit("with", address);
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
  const chosen: readonly string[] = query[name];
  const next = chosen.includes(value) ? chosen.filter((each) => each !== value) : [...chosen, value];
  return { [name]: inOrder(name, next) };
}

/** Values of a facet as an address has them: those with names of their own in their order, others by their letters. */
function inOrder(name: FacetName, values: readonly string[]): readonly string[] {
  const ordered = name === "prices" ? PRICE_KINDS : name === "grades" ? GATE_GRADES : null;
  if (ordered === null) return values.toSorted(byCodePoint).slice(0, mostValues);
  return ordered.filter((value) => values.includes(value));
}

/** The question as the hub is asked it. */
export function searchInputOf({ page, tray: _tray, publisher, intent, sort, ...asked }: StoreQuery): AskedOfHub {
  return {
    ...asked,
    signals: [...asked.signals],
    attributes: [...asked.attributes],
    targets: [...asked.targets],
    licences: [...asked.licences],
    prices: [...asked.prices],
    grades: [...asked.grades],
    ...(publisher === null ? {} : { publisher }),
    ...(intent === null ? {} : { intent }),
    sort: sort ?? "best",
    limit: rowsPerPage,
    offset: (page - 1) * rowsPerPage,
  };
}
type AskedOfHub = Omit<SearchInput, "publisher" | "intent"> & { publisher?: string; intent?: IntentSlug };

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

const slug = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;
const slugOf = (value: string): string | null =>
  value.length >= 2 && value.length <= 40 && slug.test(value) ? value : null;

function pageOf(text: string): number {
  const page = /^\d{1,3}$/.test(text) ? Number(text) : 1;
  return Math.min(Math.max(page, 1), lastPage);
}

const byCodePoint = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
