import { shownNumber } from "../ui/figures.ts";

type Props = { readonly used: number; readonly of: number; readonly unit: string; readonly label: string };

/** How much of something is used: a bar, and the figures in words. */
export function Meter({ used, of, unit, label }: Props) {
  const share = of === 0 ? 0 : Math.min(1, used / of);
  const behind = unit === "" ? "" : ` ${unit}`;
  return (
    <span className="cp-meter">
      <svg
        className="cp-meter-rail"
        viewBox="0 0 100 6"
        preserveAspectRatio="none"
        aria-hidden="true"
        focusable="false"
      >
        <rect className="cp-meter-used" width={share * 100} height="6" />
      </svg>
      <span className="tiny muted">
        <span className="visually-hidden">{label}: </span>
        {shownNumber(used)} of {shownNumber(of)}
        {behind}
      </span>
    </span>
  );
}
