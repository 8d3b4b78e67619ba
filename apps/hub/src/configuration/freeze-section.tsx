import type { Freeze } from "@fleet-persona/fleet-config";
import { LocalTime } from "../ui/local-time.tsx";
import { weekDays, weekStrip } from "./week-strip.ts";

const words = { mon: "Mon", tue: "Tue", wed: "Wed", thu: "Thu", fri: "Fri", sat: "Sat", sun: "Sun" } as const;

/** When nothing is changed: weekly windows on a strip of the week, single ones as lines. */
export function FreezeSection({ freezes }: { readonly freezes: readonly Freeze[] }) {
  const stretches = weekStrip(freezes);
  const zones = [...new Set(freezes.flatMap((freeze) => ("weekly" in freeze ? [freeze.weekly.time_zone] : [])))];
  return (
    <section className="card" aria-labelledby="freezes-title">
      <div className="card-head">
        <h3 id="freezes-title">Freeze windows</h3>
        {zones.length > 0 && <p>in {zones.join(", ")}</p>}
      </div>
      {freezes.length === 0 ? (
        <p className="card-body muted">None: changes may happen at any time.</p>
      ) : (
        <div className="card-body stack stack-small">
          {stretches.length > 0 && <Week stretches={stretches} />}
          <ul role="list" className="stack stack-small small">
            {freezes.map((freeze) => (
              <li key={freeze.name}>
                <span className="strong">{freeze.name}</span>: <FreezeWords freeze={freeze} />
              </li>
            ))}
          </ul>
        </div>
      )}
    </section>
  );
}

function Week({ stretches }: { readonly stretches: ReturnType<typeof weekStrip> }) {
  return (
    <div className="week">
      {weekDays.map((day) => (
        <div key={day} className="week-day">
          <span className="tiny muted">{words[day]}</span>
          <svg viewBox="0 0 96 10" preserveAspectRatio="none" role="img" aria-label={dayWords(day, stretches)}>
            <rect className="bound-ground" width="96" height="10" />
            {[6, 12, 18].map((hour) => (
              <rect key={hour} className="week-tick" x={hour * 4} width="0.4" height="10" />
            ))}
            {stretches
              .filter((stretch) => stretch.day === day)
              .map(({ from, until, name }) => (
                <rect
                  key={`${name}${from}`}
                  className="week-frozen"
                  x={from * 4}
                  width={(until - from) * 4}
                  height="10"
                >
                  <title>{name}</title>
                </rect>
              ))}
          </svg>
        </div>
      ))}
      <div className="week-day tiny muted" aria-hidden="true">
        <span />
        <span className="week-hours">
          <span>0</span>
          <span>6</span>
          <span>12</span>
          <span>18</span>
          <span>24</span>
        </span>
      </div>
    </div>
  );
}

function FreezeWords({ freeze }: { readonly freeze: Freeze }) {
  if ("weekly" in freeze) {
    const { days, from, until } = freeze.weekly;
    return (
      <span className="muted">
        {days.map((day) => words[day]).join(", ")} from {from} until {until}
      </span>
    );
  }
  return (
    <span className="muted">
      <LocalTime at={Date.parse(freeze.from)} as="full" /> until <LocalTime at={Date.parse(freeze.until)} as="full" />
    </span>
  );
}

function dayWords(day: (typeof weekDays)[number], stretches: ReturnType<typeof weekStrip>): string {
  const own = stretches.filter((stretch) => stretch.day === day);
  if (own.length === 0) return `${words[day]}: open`;
  return `${words[day]}: frozen ${own.map(({ name, from, until }) => `${from} to ${until} (${name})`).join(", ")}`;
}
