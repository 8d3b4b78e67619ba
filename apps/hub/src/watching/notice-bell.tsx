import { countUnread, execute } from "@fleet-persona/hub-core";
import { currentSession } from "../auth/session.ts";
import { hubDeps } from "../deps.ts";
import { NoticesLink } from "../ui/notices-link.tsx";

/** The bell of the bar with what its reader has not read; nothing for who is not signed in. */
export async function NoticeBell() {
  const session = await currentSession();
  if (session === null) return null;
  const unread = await execute(hubDeps().core, session.actor, countUnread, {});
  return <NoticesLink href="/notices" unread={unread} />;
}
