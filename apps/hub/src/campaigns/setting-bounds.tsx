import { VARIABLE_SETTINGS } from "@fleet-persona/experiments";
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
    <ul role="list" className="cp-bounds">
      {settings.map((setting, at) => {
        const { title, unit } = VARIABLE_SETTINGS[setting.name];
        return (
          <li key={setting.name}>
            <span className="small strong">{title}</span>
            <span className="row">
              <BoundInput label={`${title} at least`} value={setting.low} put={(low) => put(at, { ...setting, low })} />
              <span className="muted small">to</span>
              <BoundInput
                label={`${title} at most`}
                value={setting.high}
                put={(high) => put(at, { ...setting, high })}
              />
              <span className="muted small cp-unit">{unit}</span>
              <button
                className="button button-quiet"
                type="button"
                aria-label={`Leave ${title} as it is`}
                onClick={() => set(settings.filter((_, index) => index !== at))}
              >
                Remove
              </button>
            </span>
          </li>
        );
      })}
    </ul>
  );
}

type InputProps = { readonly label: string; readonly value: string; readonly put: (value: string) => void };

function BoundInput({ label, value, put }: InputProps) {
  return (
    <input
      className="input cp-bound"
      inputMode="decimal"
      aria-label={label}
      autoComplete="off"
      value={value}
      onChange={(event) => put(event.target.value)}
    />
  );
}
