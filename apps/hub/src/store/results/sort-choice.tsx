import type { StoreSort } from "@fleet-persona/hub-core";
import { STORE_SORTS } from "@fleet-persona/hub-core";
import Link from "next/link";
import { Segmented } from "../../ui/segmented.tsx";
import { storeHref } from "../store-query.ts";
import type { StoreQuery } from "../store-query.ts";

const words: Readonly<Record<StoreSort, { readonly label: string; readonly meaning: string }>> = {
  best: {
    label: "Best",
    meaning:
      "The worse end of what was measured, of counted ratings and of the gate's verdict; downloads count for nothing.",
  },
  newest: { label: "Newest", meaning: "What was published last comes first." },
  rating: {
    label: "Rating",
    meaning: "By the worse end of the rating's interval: one vote a tenant, few votes weigh little.",
  },
  price: { label: "Price", meaning: "What is free first, then by what a month costs." },
};

/** In which order the results come, and what that order means. */
export function SortChoice({ query }: { readonly query: StoreQuery }) {
  const sort = query.sort ?? "best";
  return (
    <div className="grid justify-items-start gap-1.5">
      <Segmented
        label="Order"
        value={sort}
        segments={STORE_SORTS.map((value) => ({
          value,
          label: words[value].label,
          href: storeHref(query, { sort: value }),
        }))}
      />
      <p className="max-w-read text-12 text-muted">
        {words[sort].meaning}{" "}
        {(sort === "best" || sort === "rating") && (
          <Link href="/docs/store" prefetch={false}>
            How this is reckoned
          </Link>
        )}
      </p>
    </div>
  );
}
