import { useId } from "react";

const modes = [
  ["shadow", "In shadow", "It decides and journals what it would do. Nothing is changed."],
  ["active", "Active", "It changes the configuration, within the bounds. You can pause or stop it at any moment."],
] as const;

type Props = { readonly mode: "shadow" | "active"; readonly choose: (mode: "shadow" | "active") => void };

/** What it may do there. */
export function ModeChoice({ mode, choose }: Props) {
  const name = useId();
  return (
    <fieldset className="tick-fields">
      <legend>As</legend>
      {modes.map(([value, label, meaning]) => (
        <label key={value}>
          <input type="radio" name={name} checked={mode === value} onChange={() => choose(value)} />
          <span>
            <span className="strong">{label}</span> <span className="muted">{meaning}</span>
          </span>
        </label>
      ))}
    </fieldset>
  );
}
