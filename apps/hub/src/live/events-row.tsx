import { memo } from "react";
import type { Interval } from "./breach.ts";
import { clusterEvents, eventGlyph, type EventMark } from "./event-marks.ts";
import { clock } from "./figures.ts";
import { xOf } from "./lanes.ts";
import { Row } from "./row.tsx";
import { within } from "./series.ts";
import rowStyles from "./stack.module.css";
import styles from "./lanes.module.css";

type EventsRowProps = {
  readonly events: readonly EventMark[];
  readonly domain: Interval;
  readonly width: number;
  readonly href: string | null;
};

const ROOM = 18;

/** What happened around the decisions: a kill switch, a change by hand, a freeze, a new leader, a lost target. */
export const EventsRow = memo(function EventsRow({ events, domain, width, href }: EventsRowProps) {
  const scale = { domain, width };
  const shown = within(events, domain.from, domain.to);
  const clusters = clusterEvents(shown, (at) => xOf(scale, at), ROOM).filter(({ x }) => x >= 0 && x <= width);
  return (
    <Row
      size="lane"
      head={
        <div className={rowStyles["rowTitle"]}>
          <span>Events</span>
          {href === null ? null : <a href={href}>all</a>}
        </div>
      }
    >
      <ul role="list" className={styles["events"]}>
        {clusters.map(({ x, events: inside }) => {
          const loudest = inside.findLast(({ severity }) => severity !== "info") ?? inside.at(-1);
          const words = inside.map(({ at, name, message }) => `${clock(at)} ${name.replaceAll("-", " ")}: ${message}`);
          return loudest === undefined ? null : (
            <li
              key={loudest.id}
              className={styles["event"]}
              data-severity={loudest.severity}
              style={{ left: x }}
              title={words.join("\n")}
            >
              <span aria-hidden="true">{eventGlyph(loudest.name)}</span>
              {inside.length > 1 ? <sub aria-hidden="true">{inside.length}</sub> : null}
              <span className="sr-only">{words.join("; ")}</span>
            </li>
          );
        })}
      </ul>
    </Row>
  );
});
