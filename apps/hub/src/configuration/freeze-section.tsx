import type { Freeze } from "@fleet-persona/fleet-config";
import { Card, CardBody, CardHead } from "../ui/card.tsx";
import { LocalTime } from "../ui/local-time.tsx";
import { weekDays, weekStrip } from "./week-strip.ts";

const words = { mon: "Mon", tue: "Tue", wed: "Wed", thu: "Thu", fri: "Fri", sat: "Sat", sun: "Sun" } as const;

/** When nothing is changed: weekly windows on a strip of the week, single ones as lines. */
export function FreezeSection({ freezes }: { readonly freezes: readonly Freeze[] }) {
  const stretches = weekStrip(freezes);
  const zones = [...new Set(freezes.flatMap((freeze) => ("weekly" in freeze ? [freeze.weekly.time_zone] : [])))];
  return (
    <Card aria-labelledby="freezes-title">
      <CardHead id="freezes-title" title="Freeze windows" level={3}>
        {zones.length > 0 && <p>in {zones.join(", ")}</p>}
      </CardHead>
      {freezes.length === 0 ? (
        <p className="min-w-0 p-4 text-muted">None: changes may happen at any time.</p>
      ) : (
        <CardBody className="grid gap-3 *:min-w-0">
          {stretches.length > 0 && <Week stretches={stretches} />}
          <ul role="list" className="grid gap-3 *:min-w-0 text-13">
            {freezes.map((freeze) => (
              <li key={freeze.name}>
                <span className="font-medium">{freeze.name}</span>: <FreezeWords freeze={freeze} />
              </li>
            ))}
          </ul>
        </CardBody>
      )}
    </Card>
  );
}

function Week({ stretches }: { readonly stretches: ReturnType<typeof weekStrip> }) {
  return (
    <div className="grid gap-[3px]">
      {weekDays.map((day) => (
        <div key={day} className="grid grid-cols-[36px_minmax(0,1fr)] items-center [&_svg]:h-3.5 [&_svg]:w-full">
          <span className="text-12 text-muted">{words[day]}</span>
          <svg viewBox="0 0 96 10" preserveAspectRatio="none" role="img" aria-label={dayWords(day, stretches)}>
            <rect className="fill-sunk stroke-line [stroke-width:0.4]" width="96" height="10" />
            {[6, 12, 18].map((hour) => (
              <rect key={hour} className="fill-line-strong" x={hour * 4} width="0.4" height="10" />
            ))}
            {stretches
              .filter((stretch) => stretch.day === day)
              .map(({ from, until, name }) => (
                <rect
                  key={`${name}${from}`}
                  className="fill-data-5"
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
      <div
        className="grid grid-cols-[36px_minmax(0,1fr)] items-center [&_svg]:h-3.5 [&_svg]:w-full text-12 text-muted"
        aria-hidden="true"
      >
        <span />
        <span className="flex justify-between font-mono">
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
      <span className="text-muted">
        {days.map((day) => words[day]).join(", ")} from {from} until {until}
      </span>
    );
  }
  return (
    <span className="text-muted">
      <LocalTime at={Date.parse(freeze.from)} as="full" /> until <LocalTime at={Date.parse(freeze.until)} as="full" />
    </span>
  );
}

function dayWords(day: (typeof weekDays)[number], stretches: ReturnType<typeof weekStrip>): string {
  const own = stretches.filter((stretch) => stretch.day === day);
  if (own.length === 0) return `${words[day]}: open`;
  return `${words[day]}: frozen ${own.map(({ name, from, until }) => `${from} to ${until} (${name})`).join(", ")}`;
}
