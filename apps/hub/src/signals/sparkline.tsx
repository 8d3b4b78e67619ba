type Props = { readonly values: readonly number[] };

/** The last minutes of a signal, without axes: the figure beside it says what it is now. */
export function Sparkline({ values }: Props) {
  if (values.length < 2) return <span className="text-muted text-12">–</span>;
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const y = (value: number): number => (high === low ? 10 : 18 - (16 * (value - low)) / (high - low));
  const path = values.map((value, at) => `${((100 * at) / (values.length - 1)).toFixed(1)},${y(value).toFixed(1)}`);
  return (
    <svg
      className="h-5.5 w-[110px] [&_polyline]:fill-none [&_polyline]:stroke-data-1 [&_polyline]:[stroke-width:1.5] [&_polyline]:[vector-effect:non-scaling-stroke]"
      viewBox="0 0 100 20"
      preserveAspectRatio="none"
      aria-hidden="true"
    >
      <polyline points={path.join(" ")} />
    </svg>
  );
}
