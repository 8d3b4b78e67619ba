import { createHash } from "node:crypto";
import type { Mail, MailPart } from "@fleet-persona/mail";
import { kindWords, noticeLine, noticePath } from "../notice.ts";
import type { NoticeView } from "../notice.ts";
import type { Person } from "../notice-choices.ts";
import { unsubscribeToken } from "../unsubscribe.ts";
import type { WatchingDeps } from "../watching-deps.ts";

type Parts = {
  readonly to: string;
  readonly person: Person;
  readonly tenantName: string;
  /** At least one. */
  readonly notices: readonly NoticeView[];
};

/** One mail about one notice, or about all that came together. Sent again, it is the same mail. */
export function composeNoticeMail({ secrets, hubUrl }: WatchingDeps, { to, person, tenantName, notices }: Parts): Mail {
  const [first] = notices;
  const kinds = new Set(notices.map(({ kind }) => kind));
  const kind = kinds.size === 1 && first !== undefined ? first.kind : "all";
  const subject =
    notices.length === 1 && first !== undefined ? noticeLine(first) : `${notices.length} notices from the store`;
  const token = encodeURIComponent(unsubscribeToken(secrets, person, kind));
  const which = kind === "all" ? "mail about notices" : `mail of this kind (${kindWords(kind)})`;
  return {
    to,
    subject,
    parts: notices.flatMap((notice): MailPart[] => [
      { kind: "heading", text: noticeLine(notice) },
      ...(notice.summary === "" ? [] : [{ kind: "text", text: notice.summary } as const]),
      { kind: "link", label: "See it", url: hubUrl + noticePath(notice) },
    ]),
    footer: [
      { kind: "text", text: `You get this as a member of ${tenantName}.` },
      { kind: "link", label: `No more ${which}`, url: `${hubUrl}/unsubscribe?token=${token}` },
      { kind: "link", label: "Choose what comes how", url: `${hubUrl}/settings/notices` },
    ],
    messageId: messageIdOf(person, notices, hubUrl),
    unsubscribeUrl: `${hubUrl}/api/unsubscribe?token=${token}`,
  };
}

function messageIdOf({ tenantId, userId }: Person, notices: readonly NoticeView[], hubUrl: string): string {
  const ids = notices.map(({ eventId }) => eventId).toSorted();
  const digest = createHash("sha256")
    .update([tenantId, userId, ...ids].join(" "))
    .digest("hex");
  return `<${digest.slice(0, 40)}@${new URL(hubUrl).hostname}>`;
}
