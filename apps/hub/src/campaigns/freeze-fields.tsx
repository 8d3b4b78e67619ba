import { Checkbox } from "../ui/checkbox.tsx";
import { FieldGroup } from "../ui/field-group.tsx";
import { Input } from "../ui/input.tsx";
import { Row } from "../ui/row.tsx";
import { weekDays } from "./freeze-draft.ts";
import type { FreezeDraft } from "./freeze-draft.ts";

const names = { mon: "Mon", tue: "Tue", wed: "Wed", thu: "Thu", fri: "Fri", sat: "Sat", sun: "Sun" } as const;

type Props = { readonly freeze: FreezeDraft; readonly set: (freeze: FreezeDraft) => void };

/** Days and times in which the campaign begins nothing. */
export function FreezeFields({ freeze, set }: Props) {
  const { days, from, until } = freeze;
  return (
    <FieldGroup legend="Begins nothing on">
      <Row as="span">
        {weekDays.map((day) => (
          <Checkbox
            key={day}
            label={names[day]}
            checked={days.includes(day)}
            onChange={(event) =>
              set({ ...freeze, days: event.target.checked ? [...days, day] : days.filter((each) => each !== day) })
            }
          />
        ))}
      </Row>
      {days.length > 0 && (
        <Row as="span">
          <TimeInput label="from" value={from} put={(value) => set({ ...freeze, from: value })} />
          <span className="text-13 text-muted">to</span>
          <TimeInput label="until" value={until} put={(value) => set({ ...freeze, until: value })} />
          <span className="text-12 text-muted">your time; experiments under way run on</span>
        </Row>
      )}
      {days.length === 0 && (
        <span className="text-12 text-muted">The fleet&apos;s own freezes and pauses hold in any case.</span>
      )}
    </FieldGroup>
  );
}

type TimeProps = { readonly label: string; readonly value: string; readonly put: (value: string) => void };

function TimeInput({ label, value, put }: TimeProps) {
  return (
    <Input
      className="max-w-22"
      aria-label={`Begins nothing ${label}`}
      placeholder="18:00"
      pattern="([01][0-9]|2[0-3]):[0-5][0-9]|24:00"
      value={value}
      onChange={(event) => put(event.target.value)}
    />
  );
}
