import { findCompareTryGet } from "./buying.ts";
import { visitEveryPage } from "./every-page.ts";
import { openHostileTexts } from "./hostile.ts";
import { followTheSeller, listDraft, publishDraft } from "./publishing.ts";
import { reviewAndModerate } from "./reviewing.ts";
import { sellAndBePaid } from "./selling.ts";
import { storeToFleet } from "./store-to-fleet.ts";
import { test } from "./test.ts";

// One product for all of them, in this order: a later journey uses what an earlier one left, as in life.
test.describe.configure({ mode: "serial" });

test("a stranger signs in, finds the Persona, gets it, installs the agent, reviews it, sees a decision applied, and stays in control", ({
  product,
  people,
}) => storeToFleet({ product, people }));

test("somebody follows a seller, whose author publishes a signed bundle as a draft, watches the gate and sets a price", async ({
  product,
  people,
}) => {
  await followTheSeller({ product, people });
  await publishDraft({ product, people });
});

test("a buyer reviews what its agents ran, the seller answers, a moderator hides it and restores it after an appeal", ({
  product,
  people,
}) => reviewAndModerate({ product, people }));

test("nothing of what hostile publishers and buyers write runs in anybody's browser", ({ product, people }) =>
  openHostileTexts({ product, people }));

test("a buyer finds by intent and in spite of a slip, narrows down, compares, signs in, tries and gets", ({
  product,
  people,
}) => findCompareTryGet({ product, people }));

test("the author lists the draft that the gate let through, and the follower is told", ({ product, people }) =>
  listDraft({ product, people }));

test("a seller opens an account, sets a price, sells, adds seats, refunds and is paid out", ({ product, people }) =>
  sellAndBePaid({ product, people }));

test("every page of the hub keeps WCAG 2.2 AA, light and dark, wide and narrow, with a silent console", ({
  product,
  people,
}) => visitEveryPage({ product, people }));
