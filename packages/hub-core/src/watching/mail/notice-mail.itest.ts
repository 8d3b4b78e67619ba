import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { tables, withTenant } from "@fleet-persona/db";
import { eq } from "drizzle-orm";
import type { Actor } from "../../actor.ts";
import { publishAdvisory } from "../../lifecycle/publish-advisory.ts";
import type { PublishedPersona } from "../../store/publish-persona.ts";
import { expectRefusal, newOwner, newSeller, publishPassed } from "../../testing/test-hub.fixture.ts";
import { execute } from "../../use-case/execute.ts";
import { follow, unfollow } from "../follow.ts";
import { getNoticeChoices } from "../notice-choices.ts";
import { listNotices } from "../read-notices.ts";
import { fanOutAll, startWatchingHub } from "../testing.fixture.ts";
import type { WatchingHub } from "../testing.fixture.ts";
import { readUnsubscription, unsubscribe } from "../unsubscribe.ts";
import { claimNoticeMail, noticeMailDue, settleNoticeMail } from "./notice-mail.ts";
import type { MailOutcome, MailTurn, NoticeMail } from "./notice-mail.ts";

describe("mail of notices", () => {
  let hub: WatchingHub;
  let seller: Actor;
  let published: PublishedPersona;
  let follower: Actor;
  let version = 1;

  beforeAll(async () => {
    hub = await startWatchingHub();
    ({ seller, published } = await newSeller(hub));
  });
  afterAll(() => hub[Symbol.asyncDispose]());
  beforeEach(async () => {
    await fanOutAll(hub);
    for (const turn of ["urgent", "digest"] as const) await work(turn, "sent");
    follower = await newOwner(hub);
    await execute(hub.deps, follower, follow, { subject: { listingId: published.listingId } });
  });

  afterEach(() => execute(hub.deps, follower, unfollow, { subject: { listingId: published.listingId } }));

  const publishNext = () => publishPassed(hub, seller, { version: (version += 1) });
  const warn = async () => {
    const { personaId } = published;
    const said = { severity: "high", title: "<b>Careful</b>", affected: [1] } as const;
    await execute(hub.deps, seller, publishAdvisory, { ...said, personaId, affected: [...said.affected] });
  };

  /** What a worker does: everything that is due, with the same outcome. */
  async function work(turn: MailTurn, outcome?: MailOutcome): Promise<readonly NoticeMail[]> {
    const sent: NoticeMail[] = [];
    for (const person of await noticeMailDue(hub.deps, turn, 100))
      for (const mail of await claimNoticeMail(hub.deps, person, turn)) {
        sent.push(mail);
        if (outcome !== undefined) await settleNoticeMail(hub.deps, mail, outcome);
      }
    return sent;
  }

  it("puts everything that can wait into one mail, with a way out of it", async () => {
    await publishNext();
    await publishNext();
    await fanOutAll(hub);
    expect(await work("urgent")).toEqual([]);
    const [mail, ...more] = await work("digest", "sent");
    expect(more).toEqual([]);
    expect(mail?.mail.subject).toBe("2 notices from the store");
    expect(mail?.eventIds).toHaveLength(2);
    expect(mail?.mail.unsubscribeUrl).toMatch(/^https:\/\/hub\.test\/api\/unsubscribe\?token=/);
    expect(await work("digest")).toEqual([]);
  });

  it("sends an advisory at once and alone", async () => {
    await publishNext();
    await warn();
    await fanOutAll(hub);
    const mails = await work("urgent", "sent");
    expect(mails.map(({ mail }) => mail.subject)).toEqual(["Advisory: Surge ready"]);
    expect(JSON.stringify(mails[0]?.mail.parts)).toContain("<b>Careful</b>");
  });

  it("sends the same mail again when its sender died, and tries later when the server said so", async () => {
    await publishNext();
    await fanOutAll(hub);
    const [first] = await work("digest");
    // It is being sent: nobody else takes it.
    expect(await work("digest")).toEqual([]);
    hub.advance(11 * 60_000);
    const [again] = await work("digest", "later");
    expect(again?.mail.messageId).toBe(first?.mail.messageId);
    expect(again?.eventIds).toEqual(first?.eventIds);
    expect(await work("digest")).toEqual([]);
    hub.advance(61_000);
    expect(await work("digest", "sent")).toHaveLength(1);
  });

  it("gives an address up that takes no mail", async () => {
    await publishNext();
    await fanOutAll(hub);
    expect(await work("digest", "never")).toHaveLength(1);
    hub.advance(86_400_000);
    expect(await work("digest")).toEqual([]);
    for (let round = 0; round < 20; round += 1) {
      if (round === 0) await publishNext().then(() => fanOutAll(hub));
      await work("digest", "later");
      hub.advance(86_400_000);
    }
    expect(await work("digest")).toEqual([]);
  });

  it("goes to nobody who left the tenant meanwhile", async () => {
    await publishNext();
    await fanOutAll(hub);
    await withTenant(hub.deps.db, follower.tenantId, (tx) =>
      tx.delete(tables.memberships).where(eq(tables.memberships.userId, follower.userId)),
    );
    expect(await work("digest")).toEqual([]);
    expect(await noticeMailDue(hub.deps, "digest", 10)).toEqual([]);
  });

  it("ends by the link in it, without signing in, and for what it names", async () => {
    await publishNext();
    await fanOutAll(hub);
    const [mail] = await work("digest", "later");
    const token = new URL(mail?.mail.unsubscribeUrl ?? "").searchParams.get("token") ?? "";
    expect(await readUnsubscription(hub.deps, token)).toMatchObject({ kind: "version-published" });
    // Looking changed nothing.
    expect((await execute(hub.deps, follower, getNoticeChoices, {})).every(({ mail: chosen }) => chosen)).toBe(true);
    await unsubscribe(hub.deps, token);
    await unsubscribe(hub.deps, token);
    const off = (await execute(hub.deps, follower, getNoticeChoices, {})).filter(({ mail: chosen }) => !chosen);
    expect(off.map(({ kind }) => kind)).toEqual(["version-published"]);
    hub.advance(3_600_000);
    expect(await work("digest")).toEqual([]);
    await publishNext();
    await fanOutAll(hub);
    expect(await work("digest")).toEqual([]);
    expect((await execute(hub.deps, follower, listNotices, {})).notices).toHaveLength(2);
  });

  it.each(["", "AAAA", "a".repeat(400)])("takes no link that nobody here made: %j", async (token) => {
    await expectRefusal(unsubscribe(hub.deps, token), "not-found");
    await expectRefusal(readUnsubscription(hub.deps, token), "not-found");
  });
});
