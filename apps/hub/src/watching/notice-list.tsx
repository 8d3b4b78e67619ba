import { kindWords, noticePath } from "@fleet-persona/hub-core";
import type { NoticeView } from "@fleet-persona/hub-core";
import { Badge } from "../ui/badge.tsx";
import { Button } from "../ui/button.tsx";
import { classes } from "../ui/classes.ts";
import { LocalTime } from "../ui/local-time.tsx";
import { Row } from "../ui/row.tsx";
import { noticeTone } from "./notice-words.ts";

type Props = { readonly notices: readonly NoticeView[]; /** Where one comes back to. */ readonly path: string };

/** Notices, one below the other, each with its own way to what it is about. */
export function NoticeList({ notices, path }: Props) {
  return (
    <ul role="list" aria-label="Notices" className="m-0 list-none p-0">
      {notices.map((notice) => (
        <NoticeItem key={notice.eventId} notice={notice} path={path} />
      ))}
    </ul>
  );
}

function NoticeItem({ notice, path }: { readonly notice: NoticeView; readonly path: string }) {
  const { eventId, kind, title, version, personaId, summary, at, read } = notice;
  const what = title === "" ? "See what to do" : `${title}${version === null ? "" : ` ${version}`}`;
  return (
    <li
      data-notice={eventId}
      tabIndex={-1}
      className={classes(
        "grid gap-1 border-b border-line px-4 py-3 last:border-b-0 focus:bg-sunk",
        !read && "bg-accent-wash/40",
      )}
    >
      <Row spread align="baseline">
        <span className="flex min-w-0 flex-wrap items-baseline gap-x-3 gap-y-1">
          <Badge tone={noticeTone(notice)}>{kindWords(kind)}</Badge>
          <a href={noticePath(notice)} className={classes("min-w-0 wrap-anywhere", !read && "font-semibold")}>
            {what}
          </a>
          {personaId !== null && <span className="font-mono text-12 text-muted wrap-anywhere">{personaId}</span>}
        </span>
        <span className="text-12 text-muted">
          <LocalTime at={at} />
        </span>
      </Row>
      <div className="flex items-start justify-between gap-3">
        <p className="min-w-0 text-13 wrap-anywhere text-muted">{summary}</p>
        <form method="post" action="/api/notices" className="flex-none">
          <input type="hidden" name="notice" value={eventId} />
          <input type="hidden" name="read" value={read ? "no" : "yes"} />
          <input type="hidden" name="path" value={path} />
          <Button
            type="submit"
            tone="quiet"
            size="small"
            data-mark=""
            aria-label={`${read ? "Mark unread" : "Mark read"}: ${what}`}
          >
            {read ? "Mark unread" : "Mark read"}
          </Button>
        </form>
      </div>
    </li>
  );
}
