import { Chapter, Specimen } from "./specimen.tsx";

const types = [
  ["text-12", "Notes, heads of columns", "text-12"],
  ["text-13", "Tables, controls", "text-13"],
  ["text-14", "Body", "text-14"],
  ["text-16", "Titles of cards", "text-16"],
  ["text-20", "Chapters, figures", "text-20"],
  ["text-28", "Titles of pages", "text-28"],
  ["text-40", "The one figure of a page", "text-40"],
] as const;

const spaces = [
  ["1", "w-1"],
  ["2", "w-2"],
  ["3", "w-3"],
  ["4", "w-4"],
  ["5", "w-5"],
  ["6", "w-6"],
  ["8", "w-8"],
  ["10", "w-10"],
  ["16", "w-16"],
] as const;

const corners = [
  ["rounded-1", "4 px, tags and keys"],
  ["rounded-2", "6 px, controls"],
  ["rounded-3", "10 px, cards"],
] as const;

/** Sizes of type, steps of space, corners and shadows. */
export function Scales() {
  return (
    <Chapter id="scales" title="Scales" note="Seven sizes of type and a grid of four pixels. Nothing in between.">
      <Specimen name="type">
        <ul role="list" className="grid gap-2">
          {types.map(([name, use, look]) => (
            <li key={name} className="flex flex-wrap items-baseline gap-x-4">
              <code className="w-20 text-12 text-muted">{name}</code>
              <span className={look}>{use}</span>
            </li>
          ))}
          <li className="flex flex-wrap items-baseline gap-x-4">
            <code className="w-20 text-12 text-muted">font-mono</code>
            <span className="font-mono tabular-nums">84.20 ms · SHA256:9f2cA1bbQQ</span>
          </li>
        </ul>
      </Specimen>
      <Specimen name="space">
        <ul role="list" className="grid gap-2">
          {spaces.map(([step, width]) => (
            <li key={step} className="flex items-center gap-4 text-12">
              <span className="w-20 font-mono text-muted">
                {step} · {Number(step) * 4} px
              </span>
              <span className={`h-3 rounded-[1px] bg-accent ${width}`} />
            </li>
          ))}
        </ul>
      </Specimen>
      <Specimen name="corners and shadows">
        <div className="flex flex-wrap gap-4">
          {corners.map(([look, use]) => (
            <div key={look} className={`grid place-items-center border border-line-strong px-4 py-6 text-12 ${look}`}>
              <code>{look}</code>
              <span className="text-muted">{use}</span>
            </div>
          ))}
          <div className="grid place-items-center rounded-3 border border-line px-4 py-6 text-12 shadow-card">
            <code>shadow-card</code>
            <span className="text-muted">cards</span>
          </div>
          <div className="grid place-items-center rounded-3 border border-line px-4 py-6 text-12 shadow-over">
            <code>shadow-over</code>
            <span className="text-muted">what lies above the page</span>
          </div>
        </div>
      </Specimen>
    </Chapter>
  );
}
