import postgres from "postgres";
import { expect, it } from "vitest";
import { startTestDatabase } from "./start-test-database.ts";

it("startTestDatabase gives each its own, with all migrations, from whatever it was copied", async () => {
  await using one = await startTestDatabase();
  await using other = await startTestDatabase();
  const [first, second] = [one, other].map(({ ownerUrl }) => postgres(ownerUrl, { max: 1, onnotice: () => {} }));
  try {
    await first?.unsafe("create table only_here (n integer)");
    const found = await second?.unsafe(
      "select to_regclass('only_here') as other, to_regclass('listing_search')::text as own",
    );
    expect([...(found ?? [])]).toEqual([{ other: null, own: "listing_search" }]);
  } finally {
    await Promise.all([first?.end(), second?.end()]);
  }
});
