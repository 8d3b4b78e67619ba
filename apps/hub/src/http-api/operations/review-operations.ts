import { execute, getListing, listBuyerReviews } from "@fleet-persona/hub-core";
import { operation } from "../operation.ts";
import type { AnyOperation } from "../operation.ts";
import { reviewPageSchema } from "../schemas/reviews.ts";
import { nextLink } from "./next-link.ts";
import { personaParams } from "./persona-path.ts";

const params = { publisher: "acme", name: "surge-ready" };

export const reviewOperations: readonly AnyOperation[] = [
  operation({
    id: "listReviews",
    method: "GET",
    path: "/api/v1/store/personas/{publisher}/{name}/reviews",
    tag: "Store",
    summary: "What buyers write, votes first, then newest first",
    description:
      "A review is written by a tenant that got the Persona and whose enrolled agents ran it. The next page is in the `Link` header.",
    access: { kind: "public" },
    params: personaParams,
    query: listBuyerReviews.input.omit({ listingId: true }),
    body: null,
    answer: { status: 200, description: "A page of reviews.", schema: reviewPageSchema },
    errors: ["not-found"],
    examples: [
      { name: "The newest ten", params, status: 200 },
      { name: "With five stars and a measured effect", params, query: "?stars=5&withEffect=true", status: 200 },
    ],
    run: async (_actor, { core, request, params: at, query }) => {
      const { listingId } = await execute(core, null, getListing, at);
      const page = await execute(core, null, listBuyerReviews, { ...query, listingId });
      return { body: page, headers: nextLink(request, query, { total: page.total, furthest: 10_000 }) };
    },
  }),
];
