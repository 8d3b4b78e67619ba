import type { LineSeries } from "../ui/line-chart.tsx";
import type { ScatterPoint } from "../ui/scatter-chart.tsx";

/** Figures of the samples on the style page: made up, of the sizes that real ones have. */
export const costAndBreach: readonly ScatterPoint[] = [
  { label: "Default configuration", x: 8.2, y: 212, mark: "square", colour: 8, named: true },
  { label: "Reactive rules", x: 9.8, y: 132, mark: "triangle", colour: 8, named: true },
  { label: "All servers on", x: 14.4, y: 12, mark: "diamond", colour: 8, named: true },
  { label: "Claimed", x: 9.1, y: 41, mark: "ring", colour: 1 },
  { label: "Repeated by the gate", x: 9.3, y: 46, mark: "disc", colour: 1 },
];

const hours = [1, 2, 4, 8, 12, 18, 24];

export const effectOverTime: readonly LineSeries[] = [
  {
    label: "Breach seconds",
    colour: 1,
    points: hours.map((x) => ({
      x,
      y: -31 + 18 / x,
      low: -31 + 18 / x - 30 / x ** 0.5,
      high: -31 + 18 / x + 30 / x ** 0.5,
    })),
  },
  { label: "Cost", colour: 2, dashed: true, points: hours.map((x) => ({ x, y: 2 + 4 / x })) },
];

export const votesByWeek = [2, 3, 3, 5, 4, 6, 5, 7, 8, 6, 8, 9];
