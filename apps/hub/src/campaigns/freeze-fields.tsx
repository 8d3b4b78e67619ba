import { weekDays } from "./freeze-draft.ts";
import type { FreezeDraft } from "./freeze-draft.ts";

const names = { mon: "Mon", tue: "Tue", wed: "Wed", thu: "Thu", fri: "Fri", sat: "Sat", sun: "Sun" } as const;

type Props = { readonly freeze: FreezeDraft; readonly set: (freeze: FreezeDraft) => void };

/** Days and times in which the campaign begins nothing. */
export function FreezeFields({ freeze, set }: Props) {
  const { days, from, until } = freeze;
  return (
    <fieldset className="tick-fields">
      <legend>Begins nothing on</legend>
      <span className="row">
        {weekDays.map((day) => (
          <label key={day}>
            <input
              type="checkbox"
              checked={days.includes(day)}
              onChange={(event) =>
                set({ ...freeze, days: event.target.checked ? [...days, day] : days.filter((each) => each !== day) })
              }
            />
            <span>{names[day]}</span>
          </label>
        ))}
      </span>
      {days.length > 0 && (
        <span className="row">
          <TimeInput label="from" value={from} put={(value) => set({ ...freeze, from: value })} />
          <span className="muted small">to</span>
          <TimeInput label="until" value={until} put={(value) => set({ ...freeze, until: value })} />
          <span className="muted tiny">your time; experiments under way run on</span>
        </span>
      )}
      {days.length === 0 && (
        <span className="muted tiny">The fleet&apos;s own freezes and pauses hold in any case.</span>
      )}
    </fieldset>
  );
}

type TimeProps = { readonly label: string; readonly value: string; readonly put: (value: string) => void };

function TimeInput({ label, value, put }: TimeProps) {
  return (
    <input
      className="input cp-bound"
      aria-label={`Begins nothing ${label}`}
      placeholder="18:00"
      pattern="([01][0-9]|2[0-3]):[0-5][0-9]|24:00"
      value={value}
      onChange={(event) => put(event.target.value)}
    />
  );
}
