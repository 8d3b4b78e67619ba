import { shownNumber } from "../ui/figures.ts";
import { ShareBar } from "../ui/share-bar.tsx";

type Props = { readonly used: number; readonly of: number; readonly unit: string; readonly label: string };

/** How much of something is used: a bar, and the figures in words. */
export function Meter({ used, of, unit, label }: Props) {
  const behind = unit === "" ? "" : ` ${unit}`;
  return (
    <span className="grid min-w-0 gap-1">
      <ShareBar share={of === 0 ? 0 : used / of} className="max-w-40" />
      <span className="text-12 text-muted">
        <span className="visually-hidden">{label}: </span>
        {shownNumber(used)} of {shownNumber(of)}
        {behind}
      </span>
    </span>
  );
}
