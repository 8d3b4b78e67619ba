import { checkDomain, claimDomain, execute, listDomains } from "@fleet-persona/hub-core";
import { z } from "zod";
import { tokenOperation } from "../operation.ts";
import type { AnyOperation } from "../operation.ts";
import { listOf, nothing } from "../schemas/parts.ts";
import { domainSchema } from "../schemas/reviews.ts";
import { publisherParams } from "./persona-path.ts";

const access = { kind: "token", scope: "personas:publish" } as const;
const limits = { bytes: 16 * 1024 };
const tag = "Publishing";
const path = "/api/v1/publishers/{publisher}/domain" as const;

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
    answer: {
      status: 200,
      description: "Each with the record that proves it.",
      schema: z.object({ domains: listOf(domainSchema) }),
    },
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
    description:
      "The answer has the TXT record to put into its DNS. Once it stands there, `POST …/domain/check` verifies it.",
    access,
    params: publisherParams,
    query: nothing,
    body: { kind: "json", limits, required: true, schema: claimDomain.input.omit({ publisher: true }) },
    answer: { status: 200, description: "The domain, and its record.", schema: domainSchema },
    errors: ["not-found"],
    examples: [
      { name: "A domain", params: { publisher: "acme" }, body: { domain: "acme.example.com" }, status: 200 },
      {
        name: "Of somebody else's publisher",
        params: { publisher: "nobody" },
        body: { domain: "example.com" },
        status: 404,
      },
    ],
    run: async (actor, { core, params: at, body }) => ({
      body: await execute(core, actor, claimDomain, { ...at, ...body }),
    }),
  }),
  tokenOperation({
    id: "checkDomain",
    method: "POST",
    path: `${path}/check`,
    tag,
    summary: "Look for the record now",
    access,
    params: publisherParams,
    query: nothing,
    body: { kind: "json", limits, schema: z.strictObject({}) },
    answer: { status: 200, description: "What was found.", schema: domainSchema },
    errors: ["not-found"],
    examples: [{ name: "Of somebody else's publisher", params: { publisher: "nobody" }, body: {}, status: 404 }],
    run: async (actor, { core, params: at }) => ({ body: await execute(core, actor, checkDomain, at) }),
  }),
];
