import { tables, withoutTenant } from "@fleet-persona/db";
import { eq } from "drizzle-orm";
import { expect, it } from "vitest";
import { setCooldown } from "../author/set-cooldown.ts";
import { setListingTerms } from "../author/set-listing-terms.ts";
import { deprecateVersion } from "../lifecycle/deprecate-version.ts";
import { yankVersion } from "../lifecycle/yank-version.ts";
import { newSeller, publishPassed, startTestHub } from "../testing/test-hub.fixture.ts";
import { execute } from "../use-case/execute.ts";
import { findListing } from "./read-listings.ts";
import { readStoreRows } from "./read-store-rows.ts";

it("readStoreRows has ready what the listing itself says: prices, offers, cool-downs and notices", async () => {
  await using hub = await startTestHub();
  const { seller, published } = await newSeller(hub);
  const ids: string[] = [published.listingId];
  const sell = async (name: string): Promise<string> => {
    const { listingId } = await publishPassed(hub, seller, { id: `acme/${name}`, name: name.replace("-", " ") });
    ids.push(listingId);
    return `acme/${name}`;
  };
  const once = await sell("paid-once");
  const price = { kind: "one-off", amountMinor: 4_900, currency: "EUR" } as const;
  await execute(hub.deps, seller, setListingTerms, { personaId: once, price });
  const monthly = await sell("paid-monthly");
  const rent = { kind: "per-agent", amountMinor: 500, currency: "EUR", every: "month" } as const;
  await execute(hub.deps, seller, setListingTerms, { personaId: monthly, price: rent, trialDays: 14 });
  const cooling = await sell("cools-down");
  await execute(hub.deps, seller, setCooldown, { personaId: cooling, hours: 24 });
  await publishPassed(hub, seller, { id: cooling, name: "cools down", version: 2 });
  const taken = await sell("taken-back");
  await publishPassed(hub, seller, { id: taken, name: "taken back", version: 2 });
  const said = { personaId: taken, version: 2, successor: 1 };
  await execute(hub.deps, seller, deprecateVersion, { ...said, reason: "Too eager." });
  await execute(hub.deps, seller, yankVersion, { ...said, reason: "Far too eager." });
  const gone = await sell("all-gone");
  await execute(hub.deps, seller, yankVersion, { personaId: gone, version: 1, reason: "Over." });

  const [rows, summaries] = await withoutTenant(hub.deps.db, async (tx) => {
    const { listings } = tables;
    const each = [];
    for (const id of ids) each.push(await findListing(tx, eq(listings.id, id)));
    return [await readStoreRows(tx, ids), each] as const;
  });
  expect(rows.map(({ name }) => name)).toHaveLength(6);
  for (const [place, summary] of summaries.entries()) expect(rows[place]).toMatchObject(summary ?? {});
  const [, , , coming, older, nothing] = rows;
  expect(coming).toMatchObject({ offer: { version: 1 }, coming: { version: 2 } });
  expect(older).toMatchObject({
    offer: { version: 1 },
    latestState: { state: "yanked", notices: [{ kind: "yanked" }, { kind: "deprecated" }] },
  });
  expect(nothing?.offer).toBeNull();
});
