import { randomBytes } from "node:crypto";
import { appointPlatform, withTenant } from "@fleet-persona/db";
import { keyPairFromSeed } from "@fleet-persona/persona";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Actor } from "../actor.ts";
import { asOwner } from "../buyer-reviews/testing/reviewers.fixture.ts";
import { registerPublisher } from "../publishers/register-publisher.ts";
import type { PublishedPersona } from "../store/publish-persona.ts";
import { expectRefusal, newOwner, newSeller, startTestHub } from "../testing/test-hub.fixture.ts";
import type { TestHub } from "../testing/test-hub.fixture.ts";
import { execute } from "../use-case/execute.ts";
import { requireFreeNames } from "./require-free-names.ts";

describe("naming", () => {
  let hub: TestHub;
  let seller: Actor;
  let other: Actor;
  let published: PublishedPersona;

  beforeAll(async () => {
    hub = await startTestHub();
    ({ seller, published } = await newSeller(hub));
    other = await newOwner(hub);
  });
  afterAll(() => hub[Symbol.asyncDispose]());

  const register = (actor: Actor, slug: string, displayName: string) => {
    const publicKey = Buffer.from(keyPairFromSeed(Uint8Array.from(randomBytes(32))).publicKey).toString("base64");
    return execute(hub.deps, actor, registerPublisher, { slug, displayName, publicKey });
  };
  const persona = (actor: Actor, address: string, title: string) =>
    withTenant(hub.deps.db, actor.tenantId, (tx) =>
      requireFreeNames(tx, {
        kind: "listing",
        tenantId: actor.tenantId,
        userId: actor.userId,
        publisherSlug: "zeta",
        address,
        title,
      }),
    );

  it.each([
    ["a slug that looks the same", "acrne", "Rivets", "name-lookalike"],
    ["a slug with a digit for a letter", "a-cme", "Rivets", "name-lookalike"],
    ["a display name in other letters", "rivets", "Асме", "name-lookalike"],
    ["two scripts in one word", "rivets", "Riveтs", "name-mixed"],
    ["the platform's own name", "fleet-persona", "Fleets", "name-reserved"],
    ["the platform's own name in disguise", "f1eetpers0na", "Fleets", "name-reserved"],
    ["a word of office", "rivets", "Rivets (official)", "name-reserved"],
    ["a vendor's name", "haproxy-team", "Rivets", "name-reserved"],
  ])("refuses a publisher %s", async (_what, slug, displayName, code) => {
    await expectRefusal(register(other, slug, displayName), "refused", code);
  });

  it("takes what cannot be taken for another, what is registered again, and a seller's own second name", async () => {
    await register(other, "rivets", "Rivets & Co");
    await register(other, "rivets", "Rivets & Co");
    await register(other, "rivets-labs", "Rivets");
    await expectRefusal(register(seller, "r1vets", "Bolts"), "refused", "name-lookalike");
    await expectRefusal(register(seller, "rivets", "Bolts"), "conflict");
  });

  it("refuses one letter from a name that people know, and says what to do", async () => {
    await register(seller, "quantum", "Quantum");
    await register(other, "quantun", "Quantun fleets");
    await asOwner(
      hub,
      (
        owner,
      ) => owner`insert into publisher_domains (publisher_id, tenant_id, domain, token, started_by, started_at, verified_at)
        select id, tenant_id, 'quantum.example', 'token-0123456789abcdef', ${seller.userId}, now(), now() from publishers where slug = 'quantum'`,
    );
    await expectRefusal(register(other, "quantom", "Fast"), "refused", "name-near");
    await expect(register(other, "quantom", "Fast")).rejects.toThrow("choose one that cannot be taken for it");
  });

  it("refuses a Persona another seller's title, and its address once people know it", async () => {
    expect(published.personaId).toBe("acme/surge-ready");
    await persona(other, "surge-ready", "Something else");
    await expectRefusal(persona(other, "mine", "Surge rеady".replace("е", "e")), "refused", "name-lookalike");
    await expectRefusal(persona(other, "mine", "Surge\u200B ready"), "refused", "name-unseen");
    await expectRefusal(persona(other, "mine", "Official surge"), "refused", "name-reserved");
    await asOwner(
      hub,
      (owner) => owner`insert into listing_ratings (listing_id, votes, shown) values (${published.listingId}, 3, 3)`,
    );
    await expectRefusal(persona(other, "surge-ready", "Something else"), "refused", "name-lookalike");
    await expectRefusal(persona(other, "surge-readyy", "Something else"), "refused", "name-near");
    await persona(seller, "surge-readyy", "Surge ready");
  });

  it("leaves a reserved name to whom the operator gave it", async () => {
    const email = await asOwner(hub, async (owner) => {
      const [row] = await owner<{ email: string }[]>`select email from users where id = ${other.userId}`;
      return row?.email ?? "";
    });
    const reservedNames = [{ slug: "fleet-persona", email }];
    await appointPlatform({ ownerUrl: hub.database.ownerUrl, reservedNames });
    await expectRefusal(register(seller, "fleet-persona", "Fleet Persona"), "refused", "name-reserved");
    expect(await register(other, "fleet-persona", "Fleet Persona")).toMatchObject({ slug: "fleet-persona" });
  });
});
