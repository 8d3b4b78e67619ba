import { strokeOf, type DataColour } from "./data-colour.ts";

type Props = {
  readonly values: readonly number[];
  /** What it shows and where it ended: "votes a week over 12 weeks, 31 in the last". */
  readonly label: string;
  readonly colour?: DataColour;
};

/** The course of a figure in the height of a line of text. */
export function Sparkline({ values, label, colour = 1 }: Props) {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const step = values.length > 1 ? 100 / (values.length - 1) : 0;
  const path = values
    .map((value, index) => {
      const y = high === low ? 10 : 18 - ((value - low) / (high - low)) * 16;
      return `${index === 0 ? "M" : "L"}${Math.round(index * step * 100) / 100} ${Math.round(y * 100) / 100}`;
    })
    .join("");
  return (
    <svg
      role="img"
      aria-label={label}
      viewBox="0 0 100 20"
      preserveAspectRatio="none"
      className="block h-5 w-full max-w-30"
    >
      <path
        d={path}
        strokeWidth="1.6"
        strokeLinejoin="round"
        vectorEffect="non-scaling-stroke"
        className={`fill-none ${strokeOf[colour]}`}
      />
    </svg>
  );
}
