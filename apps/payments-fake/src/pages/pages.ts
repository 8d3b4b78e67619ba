import type { Control } from "../control/control.ts";
import { resourceMissing } from "../http/api-error.ts";
import type { SessionRow } from "../state/rows.ts";
import type { World } from "../state/world.ts";
import { checkoutPage, closedPage } from "./checkout.ts";
import { postCheckout } from "./checkout-form.ts";
import type { Fields } from "./fields.ts";
import type { Reply } from "./reply.ts";

/** What a page is made from. `variables` are the variable parts of its address. */
export type PageParts = {
  readonly method: string;
  readonly url: URL;
  readonly fields: Fields;
  readonly world: World;
  readonly control: Control;
  readonly variables: readonly string[];
};

export type PageRoute = {
  readonly method: "GET" | "POST";
  readonly pattern: RegExp;
  readonly reply: (parts: PageParts) => Reply;
};

function sessionOf({ world, variables }: PageParts): SessionRow {
  const [id = ""] = variables;
  const row = world.tables.sessions.get(id);
  if (row === undefined) throw resourceMissing("checkout session", id);
  return row;
}

export const PAGES: readonly PageRoute[] = [
  {
    method: "GET",
    pattern: /^\/checkout\/(cs_test_\w+)$/u,
    reply: (parts) => {
      const row = sessionOf(parts);
      const open = row.status === "open" && row.expiresAt > parts.world.now();
      return { page: open ? checkoutPage(row, parts.world, null) : closedPage(row, parts.world) };
    },
  },
  {
    method: "POST",
    pattern: /^\/checkout\/(cs_test_\w+)$/u,
    reply: (parts) => postCheckout(parts.world, sessionOf(parts), parts.fields),
  },
];
