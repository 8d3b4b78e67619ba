import { useId, type ReactNode } from "react";
import { classes } from "./classes.ts";

type Props = {
  readonly label: ReactNode;
  readonly hint?: ReactNode;
  /** Why what was filled in cannot be taken. */
  readonly error?: ReactNode;
  readonly wide?: boolean;
  /** The label beside the control, where there is room. */
  readonly beside?: boolean;
  /** The control, given the id its label points at and that of what is said below it. */
  readonly children: (id: string, describedBy: string | undefined) => ReactNode;
};

const besideLook = "sm:grid-cols-[minmax(0,1fr)_max-content] sm:items-center sm:gap-x-4";

/** A labelled control with a hint, and what is wrong, below it. */
export function Field({ label, hint, error, wide = false, beside = false, children }: Props) {
  const id = useId();
  const below = hint !== undefined || error !== undefined ? `${id}-below` : undefined;
  return (
    <div className={classes("field grid gap-1.5", wide && "sm:col-span-2", beside && besideLook)}>
      <label className="text-13 font-medium" htmlFor={id}>
        {label}
      </label>
      {children(id, below)}
      {below !== undefined && (
        <span className={classes("hint text-12 text-muted", beside && "sm:col-span-2")} id={below}>
          {error !== undefined && <span className="block text-bad">{error}</span>}
          {hint}
        </span>
      )}
    </div>
  );
}
