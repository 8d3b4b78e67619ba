import { VARIABLE_SETTINGS } from "@fleet-persona/experiments";
import { Button } from "../ui/button.tsx";
import { Input } from "../ui/input.tsx";
import { Row } from "../ui/row.tsx";
import type { SettingDraft } from "./campaign-draft.ts";

type Props = {
  readonly settings: readonly SettingDraft[];
  readonly set: (settings: readonly SettingDraft[]) => void;
};

/** How far each setting may be moved. */
export function SettingBounds({ settings, set }: Props) {
  const put = (at: number, changed: SettingDraft): void =>
    set(settings.map((each, index) => (index === at ? changed : each)));
  return (
    <ul role="list" className="grid gap-2">
      {settings.map((setting, at) => {
        const { title, unit } = VARIABLE_SETTINGS[setting.name];
        return (
          <li
            key={setting.name}
            className="grid grid-cols-[minmax(0,1fr)] items-center gap-x-3 gap-y-1 sm:grid-cols-[minmax(150px,200px)_minmax(0,1fr)]"
          >
            <span className="text-13 font-medium">{title}</span>
            <Row as="span">
              <BoundInput label={`${title} at least`} value={setting.low} put={(low) => put(at, { ...setting, low })} />
              <span className="text-13 text-muted">to</span>
              <BoundInput
                label={`${title} at most`}
                value={setting.high}
                put={(high) => put(at, { ...setting, high })}
              />
              <span className="text-13 text-muted sm:min-w-[78px]">{unit}</span>
              <Button
                tone="quiet"

                aria-label={`Remove ${title} from what may vary`}
                onClick={() => set(settings.filter((_, index) => index !== at))}
              >
                Remove
              </Button>
            </Row>
          </li>
        );
      })}
    </ul>
  );
}

type InputProps = { readonly label: string; readonly value: string; readonly put: (value: string) => void };

function BoundInput({ label, value, put }: InputProps) {
  return (
    <Input
      className="max-w-22"
      inputMode="decimal"
      aria-label={label}
      autoComplete="off"
      value={value}
      onChange={(event) => put(event.target.value)}
    />
  );
}
