import { execute, getListing, getListingPage, getSeller, searchListings } from "@fleet-persona/hub-core";
import { z } from "zod";
import { operation } from "../operation.ts";
import type { AnyOperation } from "../operation.ts";
import {
  advisoriesSchema,
  effectsSchema,
  listingSchema,
  sellerSchema,
  storePageSchema,
  versionsSchema,
} from "../schemas/store.ts";
import { nothing } from "../schemas/parts.ts";
import { nextLink } from "./next-link.ts";
import { personaParams, publisherParams } from "./persona-path.ts";

const access = { kind: "public" } as const;
const tag = "Store";
const params = { publisher: "acme", name: "surge-ready" };
const somebody = { publisher: "nobody", name: "nothing" };

const searchQuery = z.object({ ...searchListings.input.shape });

export const storeOperations: readonly AnyOperation[] = [
  operation({
    id: "searchPersonas",
    method: "GET",
    path: "/api/v1/store/personas",
    tag,
    summary: "Search the store",
    description:
      'Full text and likeness, so that a typo finds what was meant. Values of one facet are alternatives, facets add up; a facet\'s counts are those without its own choice. The next page is in the `Link` header (`rel="next"`).',
    access,
    params: nothing,
    query: searchQuery,
    body: null,
    answer: { status: 200, description: "A page of results with facets.", schema: storePageSchema },
    errors: [],
    examples: [
      { name: "What prepares for a surge", query: "?q=surge&limit=5", status: 200 },
      {
        name: "Free, and passed by the gate",
        query: "?prices=free&grades=passed&grades=passed-with-remarks",
        status: 200,
      },
      { name: "A page that cannot be", query: "?limit=0", status: 400 },
    ],
    run: async (_actor, { core, request, query }) => {
      const page = await execute(core, null, searchListings, query);
      return { body: page, headers: nextLink(request, query, { total: page.total, furthest: 2_000 }) };
    },
  }),
  operation({
    id: "getPersona",
    method: "GET",
    path: "/api/v1/store/personas/{publisher}/{name}",
    tag,
    summary: "One Persona",
    description: "The latest version in full but for its evidence, which has an address of its own.",
    access,
    params: personaParams,
    query: nothing,
    body: null,
    answer: { status: 200, description: "The listing.", schema: listingSchema },
    errors: ["not-found"],
    examples: [
      { name: "One that is listed", params, status: 200 },
      { name: "One that is not", params: somebody, status: 404 },
    ],
    run: async (_actor, { core, params: at }) => {
      const { evidence: _evidence, ...listing } = await execute(core, null, getListing, at);
      return { body: listing };
    },
  }),
  operation({
    id: "listVersions",
    method: "GET",
    path: "/api/v1/store/personas/{publisher}/{name}/versions",
    tag,
    summary: "Its versions, newest first",
    access,
    params: personaParams,
    query: nothing,
    body: null,
    answer: { status: 200, description: "Each with its changelog, gate verdict and state.", schema: versionsSchema },
    errors: ["not-found"],
    examples: [{ name: "All versions", params, status: 200 }],
    run: async (_actor, { core, params: at }) => ({
      body: { versions: (await execute(core, null, getListing, at)).versions },
    }),
  }),
  operation({
    id: "listAdvisories",
    method: "GET",
    path: "/api/v1/store/personas/{publisher}/{name}/advisories",
    tag,
    summary: "Its advisories that stand, newest first",
    access,
    params: personaParams,
    query: nothing,
    body: null,
    answer: { status: 200, description: "The advisories.", schema: advisoriesSchema },
    errors: ["not-found"],
    examples: [{ name: "All advisories", params, status: 200 }],
    run: async (_actor, { core, params: at }) => ({
      body: { advisories: (await execute(core, null, getListing, at)).advisories },
    }),
  }),
  operation({
    id: "listEffects",
    method: "GET",
    path: "/api/v1/store/personas/{publisher}/{name}/effects",
    tag,
    summary: "What tenants measured with it, newest first",
    description:
      "Effects of concluded experiments, with intervals, as the tenants' own enrolled agents reported them. At most the 50 newest.",
    access,
    params: personaParams,
    query: nothing,
    body: null,
    answer: { status: 200, description: "Measured effects.", schema: effectsSchema },
    errors: ["not-found"],
    examples: [{ name: "All of them", params, status: 200, answer: { effects: [] } }],
    run: async (_actor, { core, params: at }) => ({
      body: { effects: (await execute(core, null, getListingPage, at)).effects },
    }),
  }),
  operation({
    id: "getPublisher",
    method: "GET",
    path: "/api/v1/store/publishers/{publisher}",
    tag,
    summary: "Who signs Personas under a name",
    description: "What it sells is `GET /api/v1/store/personas?publisher=…`.",
    access,
    params: publisherParams,
    query: nothing,
    body: null,
    answer: { status: 200, description: "Its name, since when, and its keys that count.", schema: sellerSchema },
    errors: ["not-found"],
    examples: [
      { name: "One that sells", params: { publisher: "acme" }, status: 200 },
      { name: "One that is not there", params: { publisher: "nobody" }, status: 404 },
    ],
    run: async (_actor, { core, params: at }) => ({ body: await execute(core, null, getSeller, at) }),
  }),
];
