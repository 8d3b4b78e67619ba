import { checkDomain, claimDomain, execute, listDomains, removeDomain } from "@fleet-persona/hub-core";
import { z } from "zod";
import { tokenOperation } from "../operation.ts";
import type { AnyOperation } from "../operation.ts";
import { domainSchema, domainsSchema, removedDomainSchema } from "../schemas/domains.ts";
import { nothing } from "../schemas/parts.ts";
import { publisherParams } from "./persona-path.ts";

const access = { kind: "token", scope: "personas:write" } as const;
const tag = "Publishing";
const path = "/api/v1/publishers/{publisher}/domain" as const;
const params = { publisher: "acme" };

export const domainOperations: readonly AnyOperation[] = [
  tokenOperation({
    id: "listDomains",
    method: "GET",
    path: "/api/v1/domains",
    tag,
    summary: "The domains of the tenant's publishers",
    access,
    params: nothing,
    query: nothing,
    body: null,
    answer: { status: 200, description: "One for each publisher that claimed one.", schema: domainsSchema },
    errors: [],
    examples: [{ name: "List", status: 200 }],
    run: async (actor, { core }) => ({ body: { domains: await execute(core, actor, listDomains, {}) } }),
  }),
  tokenOperation({
    id: "claimDomain",
    method: "PUT",
    path,
    tag,
    summary: "Say which domain is a publisher's",
    description: "The answer names the TXT record that proves it. The same domain again keeps its record.",
    access,
    params: publisherParams,
    query: nothing,
    body: {
      kind: "json",
      limits: { bytes: 4 * 1024 },
      required: true,
      schema: z.strictObject({ domain: z.string().max(300) }),
    },
    answer: { status: 200, description: "The domain and its record.", schema: domainSchema },
    errors: ["not-found", "domain-unfit"],
    examples: [
      { name: "A domain", params, body: { domain: "acme.dev" }, status: 200 },
      { name: "Nobody's domain", params, body: { domain: "localhost" }, status: 422 },
    ],
    run: async (actor, { core, params: { publisher }, body }) => ({
      body: await execute(core, actor, claimDomain, { publisher, ...body }),
    }),
  }),
  tokenOperation({
    id: "checkDomain",
    method: "POST",
    path: `${path}/check`,
    tag,
    summary: "Look for the record of a publisher's domain now",
    description: "A worker looks every day. A verified domain whose record is missing is lost after a week.",
    access,
    params: publisherParams,
    query: nothing,
    body: null,
    answer: { status: 200, description: "What was found.", schema: domainSchema },
    errors: ["not-found", "domain-taken", "watching-off"],
    examples: [{ name: "Look now", params, status: 200 }],
    run: async (actor, { core, params: at }) => ({ body: await execute(core, actor, checkDomain, at) }),
  }),
  tokenOperation({
    id: "removeDomain",
    method: "DELETE",
    path,
    tag,
    summary: "Give a publisher's domain back",
    access,
    params: publisherParams,
    query: nothing,
    body: null,
    answer: { status: 200, description: "The domain that is no longer the publisher's.", schema: removedDomainSchema },
    errors: ["not-found"],
    examples: [{ name: "Give it back", params, status: 200 }],
    run: async (actor, { core, params: at }) => ({ body: await execute(core, actor, removeDomain, at) }),
  }),
];
