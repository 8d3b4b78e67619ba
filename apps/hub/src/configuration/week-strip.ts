import type { Freeze } from "@fleet-persona/fleet-config";

const days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const;
export type Day = (typeof days)[number];
/** A frozen stretch of one day, in hours 0..24 of the window's own time zone. */
export type Stretch = { readonly day: Day; readonly name: string; readonly from: number; readonly until: number };

type Weekly = Extract<Freeze, { weekly: unknown }>;

/** The stretches of a week in which weekly windows freeze; one past midnight goes on on the next day. */
export function weekStrip(freezes: readonly Freeze[]): readonly Stretch[] {
  return freezes
    .filter((freeze): freeze is Weekly => "weekly" in freeze)
    .flatMap(({ name, weekly }) =>
      weekly.days.flatMap((day): Stretch[] => {
        const [from, until] = [hoursOf(weekly.from), hoursOf(weekly.until)];
        if (until > from) return [{ day, name, from, until }];
        const evening = { day, name, from, until: 24 };
        const next = days[(days.indexOf(day) + 1) % days.length] ?? day;
        return until === 0 ? [evening] : [evening, { day: next, name, from: 0, until }];
      }),
    );
}

/** The days of a week, Monday first. */
export const weekDays: readonly Day[] = days;

function hoursOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(":").map(Number);
  return hours + minutes / 60;
}
