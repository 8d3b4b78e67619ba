import { useId } from "react";
import { RadioGroup } from "../ui/radio-group.tsx";

const modes = [
  ["shadow", "In shadow", "It decides and journals what it would do. Nothing is changed."],
  ["active", "Active", "It changes the configuration, within the bounds. You can pause or stop it at any moment."],
] as const;

type Props = { readonly mode: "shadow" | "active"; readonly choose: (mode: "shadow" | "active") => void };

/** What it may do there. */
export function ModeChoice({ mode, choose }: Props) {
  const name = useId();
  return (
    <RadioGroup
      legend="As"
      name={name}
      value={mode}
      onChange={choose}
      options={modes.map(([value, label, meaning]) => ({
        value,
        label: (
          <>
            <span className="font-medium">{label}</span> <span className="text-muted">{meaning}</span>
          </>
        ),
      }))}
    />
  );
}
