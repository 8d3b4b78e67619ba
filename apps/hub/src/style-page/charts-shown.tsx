import { BarChart } from "../ui/bar-chart.tsx";
import { IntervalBar } from "../ui/interval-bar.tsx";
import { LineChart } from "../ui/line-chart.tsx";
import { ScatterChart } from "../ui/scatter-chart.tsx";
import { Sparkline } from "../ui/sparkline.tsx";
import { costAndBreach, effectOverTime, votesByWeek } from "./sample-figures.ts";
import { Chapter, Specimen, Specimens } from "./specimen.tsx";

const cost = { label: "Cost", unit: "core hours" };
const breach = { label: "Breach", unit: "s", from: 0 };
const claimed = "The Persona costs 9.1 core hours with 41 s of breach; the cheapest baseline costs 8.2 with 212 s.";

/** Charts: drawn on the server, text at its own size at every width, figures a click away. */
export function ChartsShown() {
  return (
    <Chapter
      id="charts"
      title="Charts"
      note="Drawn by the server as SVG without a script. Shapes differ as well as colours; each has a sentence and its figures as a table."
    >
      <Specimens>
        <Specimen name="ScatterChart">
          <ScatterChart title="Cost against breach" summary={claimed} x={cost} y={breach} points={costAndBreach} />
        </Specimen>
        <Specimen name="LineChart">
          <LineChart
            title="Effect over time"
            summary="The estimate settles at 31 % fewer breach seconds while its interval closes from 60 to 12 points."
            x={{ label: "Hours", unit: "h" }}
            y={{ label: "Change", unit: "%" }}
            series={effectOverTime}
          />
        </Specimen>
        <Specimen name="BarChart">
          <BarChart
            title="Breach seconds in a flash sale"
            unit="s"
            limit={{ at: 120, label: "Agreed at most" }}
            bars={[
              { label: "flash-sale v4", value: 41, low: 33, high: 52, colour: 3 },
              { label: "Reactive rules", value: 132, low: 110, high: 160, colour: 8 },
              { label: "Default configuration", value: 212, colour: 8 },
            ]}
          />
        </Specimen>
        <Specimen name="IntervalBar, Sparkline, ScatterChart (small)">
          <SmallOnes />
        </Specimen>
      </Specimens>
    </Chapter>
  );
}

const effects = [
  { words: "31 % fewer breach seconds, 18 to 42 %", estimate: -31, low: -42, high: -18, better: "less" },
  { words: "2 % higher cost, 3 % lower to 7 % higher", estimate: 2, low: -3, high: 7, better: "less" },
  { words: "9 % fewer conversions, 4 to 14 %", estimate: -9, low: -14, high: -4, better: "more" },
] as const;

function SmallOnes() {
  return (
    <div className="grid gap-4">
      {effects.map(({ words, ...effect }) => (
        <div key={words} className="grid gap-1 text-13">
          {words}
          <IntervalBar {...effect} from={-50} to={50} limit={-45} label={words} />
        </div>
      ))}
      <div className="flex items-center gap-3 text-13">
        <Sparkline values={votesByWeek} label="Reviews a week over 12 weeks, 9 in the last" />9 this week
      </div>
      <div className="w-40">
        <ScatterChart
          title="Cost against breach"
          summary={claimed}
          x={cost}
          y={breach}
          points={costAndBreach}
          size="small"
        />
      </div>
    </div>
  );
}
