import type { tables } from "@fleet-persona/db";
import { noticePath } from "../notice.ts";
import type { NoticeView } from "../notice.ts";

type Delivery = Pick<typeof tables.webhookDeliveries.$inferSelect, "createdAt">;

/**
 * The body of a message: `type` with a full stop, the moment of the event, and the event itself. The same for every try, so that
 * receivers can compare. Null: a test.
 */
export function webhookBody(hubUrl: string, { createdAt }: Delivery, notice: NoticeView | null): string {
  if (notice === null) {
    const data = { summary: "A test that somebody asked for.", url: `${hubUrl}/settings/notices` };
    return JSON.stringify({ type: "webhook.test", timestamp: createdAt.toISOString(), data });
  }
  const { eventId, kind, personaId, title, version, summary, ref, urgent, at } = notice;
  const data = { eventId, personaId, title, version, summary, ref, urgent, url: hubUrl + noticePath(notice) };
  return JSON.stringify({ type: kind.replace("-", "."), timestamp: new Date(at).toISOString(), data });
}
