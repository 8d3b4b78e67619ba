import { useId, type ReactNode } from "react";

type Props = {
  readonly label: ReactNode;
  readonly hint?: ReactNode;
  readonly wide?: boolean;
  /** The control, given the id its label points at. */
  readonly children: (id: string) => ReactNode;
};

/** A labelled control with a hint below it. */
export function Field({ label, hint, wide = false, children }: Props) {
  const id = useId();
  return (
    <div className={wide ? "field tell-wide" : "field"}>
      <label htmlFor={id}>{label}</label>
      {children(id)}
      {hint !== undefined && <span className="hint">{hint}</span>}
    </div>
  );
}
