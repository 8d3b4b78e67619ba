import {
  execute,
  findVersion,
  getGateProgress,
  listListing,
  offerVersionNow,
  setCooldown,
  setListingTerms,
  unlistListing,
} from "@fleet-persona/hub-core";
import { z } from "zod";
import { tokenOperation } from "../operation.ts";
import type { AnyOperation } from "../operation.ts";
import { nothing } from "../schemas/parts.ts";
import {
  cooldownSchema,
  gateProgressSchema,
  listingStatusSchema,
  offeredSchema,
  termsSchema,
} from "../schemas/author.ts";
import { personaParams, versionParams } from "./persona-path.ts";

const access = { kind: "token", scope: "personas:publish" } as const;
const limits = { bytes: 16 * 1024 };
const tag = "Publishing";
const params = { publisher: "acme", name: "surge-ready" };
const path = "/api/v1/personas/{publisher}/{name}" as const;
const empty = { kind: "json", limits, schema: z.strictObject({}) } as const;

type At = z.output<typeof personaParams>;
const idOf = ({ publisher, name }: At): string => `${publisher}/${name}`;

export const authorOperations: readonly AnyOperation[] = [
  tokenOperation({
    id: "getGateProgress",
    method: "GET",
    path: `${path}/versions/{version}/gate`,
    tag,
    summary: "How far the gate is with a version",
    description:
      "Ask again every second or two until `kind` is `ended`. Drafts of the token's tenant are answered as well.",
    access,
    params: versionParams,
    query: nothing,
    body: null,
    answer: { status: 200, description: "Queued, running or ended, with the verdict.", schema: gateProgressSchema },
    errors: ["not-found"],
    examples: [{ name: "Of version 1", params: { ...params, version: 1 }, status: 200 }],
    run: async (actor, { core, params: at }) => {
      const version = await execute(core, actor, findVersion, at);
      return { body: await execute(core, actor, getGateProgress, version) };
    },
  }),
  tokenOperation({
    id: "listListing",
    method: "POST",
    path: `${path}/list`,
    tag,
    summary: "Show a draft to everybody",
    description: "What it still lacks is refused with all of it in the message, and the code of the first.",
    access,
    params: personaParams,
    query: nothing,
    body: empty,
    answer: { status: 200, description: "The listing's status.", schema: listingStatusSchema },
    errors: ["not-found"],
    examples: [{ name: "What is listed already stays so", params, body: {}, status: 200 }],
    run: async (actor, { core, params: at }) => ({
      body: await execute(core, actor, listListing, { personaId: idOf(at) }),
    }),
  }),
  tokenOperation({
    id: "unlistListing",
    method: "POST",
    path: `${path}/unlist`,
    tag,
    summary: "Take a listing off the shelf",
    description: "Nobody new finds or gets it; who got it keeps it.",
    access,
    params: personaParams,
    query: nothing,
    body: empty,
    answer: { status: 200, description: "The listing's status.", schema: listingStatusSchema },
    errors: ["not-found"],
    examples: [{ name: "Of what is not there", params: { publisher: "acme", name: "nothing" }, body: {}, status: 404 }],
    run: async (actor, { core, params: at }) => ({
      body: await execute(core, actor, unlistListing, { personaId: idOf(at) }),
    }),
  }),
  tokenOperation({
    id: "setTerms",
    method: "PUT",
    path: `${path}/terms`,
    tag,
    summary: "Set what a listing costs from now on",
    description: "Who got it before keeps the terms it was got under.",
    access,
    params: personaParams,
    query: nothing,
    body: { kind: "json", limits, required: true, schema: setListingTerms.input.omit({ personaId: true }) },
    answer: { status: 200, description: "The terms that stand.", schema: termsSchema },
    errors: ["not-found", "currency-unknown", "price-out-of-bounds", "trial-of-free", "trial-of-one-off"],
    examples: [
      { name: "Free", params, body: { price: { kind: "free" } }, status: 200 },
      { name: "A trial of what is free", params, body: { price: { kind: "free" }, trialDays: 14 }, status: 422 },
    ],
    run: async (actor, { core, params: at, body }) => ({
      body: await execute(core, actor, setListingTerms, { personaId: idOf(at), ...body }),
    }),
  }),
  tokenOperation({
    id: "setCooldown",
    method: "PUT",
    path: `${path}/cooldown`,
    tag,
    summary: "Hold new versions back for some hours",
    description: "A version that cools down is offered to nobody but tenants that take versions early.",
    access,
    params: personaParams,
    query: nothing,
    body: { kind: "json", limits, required: true, schema: setCooldown.input.omit({ personaId: true }) },
    answer: { status: 200, description: "The hours that hold for versions to come.", schema: cooldownSchema },
    errors: ["not-found"],
    examples: [{ name: "A day", params, body: { hours: 24 }, status: 200 }],
    run: async (actor, { core, params: at, body }) => ({
      body: await execute(core, actor, setCooldown, { personaId: idOf(at), ...body }),
    }),
  }),
  tokenOperation({
    id: "offerVersionNow",
    method: "POST",
    path: `${path}/versions/{version}/offer`,
    tag,
    summary: "End a version's cool-down now",
    access,
    params: versionParams,
    query: nothing,
    body: empty,
    answer: { status: 200, description: "The version.", schema: offeredSchema },
    errors: ["not-found", "not-cooling"],
    examples: [{ name: "Of one that does not cool down", params: { ...params, version: 1 }, body: {}, status: 422 }],
    run: async (actor, { core, params: at }) => ({
      body: await execute(core, actor, offerVersionNow, { personaId: idOf(at), version: at.version }),
    }),
  }),
];
