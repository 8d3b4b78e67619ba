import { createTRPCClient, httpBatchLink, httpLink, splitLink, TRPCClientError } from "@trpc/client";
import type { AppRouter } from "./router.ts";

const plainJson = { serialize: (value: unknown) => value, deserialize: (value: unknown) => value };

const link = { url: "/api/trpc", transformer: plainJson } as const;
// Questions about a whole document or plan: too long for an address.
const askedInBody = new Set(["planFleetConfig", "previewPower"]);

/** The browser's way to the hub; same origin, so cookies travel by themselves. */
export const trpc = createTRPCClient<AppRouter>({
  links: [
    splitLink({
      condition: ({ path }) => askedInBody.has(path),
      true: httpLink({ ...link, methodOverride: "POST" }),
      false: httpBatchLink({ ...link, maxURLLength: 4_000 }),
    }),
  ],
});

/** What to tell a person about a failed call: the hub's own sentence, or that it could not be reached. */
export function sentenceOf(error: unknown): string {
  if (error instanceof TRPCClientError && error.data !== undefined && error.data !== null) return error.message;
  return "The hub cannot be reached. Check your connection and try again.";
}
