"use client";

import { useRef } from "react";
import { classes } from "../../ui/classes.ts";
import { fillOf, strokeOf } from "../../ui/data-colour.ts";
import type { DataColour } from "../../ui/data-colour.ts";
import { elapsedPhrase } from "../duration-words.ts";
import { elapsedTicks } from "./elapsed-ticks.ts";
import { labelLook } from "./label-look.ts";
import { useWidth } from "./use-width.ts";

/** A stretch of time of a switchback. Instants are ms since 1970. */
export type RibbonBlock = {
  readonly arm: string;
  readonly from: number;
  readonly until: number;
  readonly state: "counted" | "current" | "left-out";
  /** Why it is left out; null while it is not. */
  readonly because: string | null;
};

type Props = {
  readonly blocks: readonly RibbonBlock[];
  /** Arms in the order of the plan, the control first. */
  readonly arms: readonly { readonly name: string; readonly title: string }[];
  readonly washOutMs: number;
  readonly from: number;
  readonly until: number;
};

const lane = 20;
const caption = 18;
const gap = 6;

/** The blocks of each arm on one time axis: those that count, the one under way, and those left out, with why. */
export function BlockRibbon({ blocks, arms, washOutMs, from, until }: Props) {
  const box = useRef<HTMLDivElement>(null);
  const width = useWidth(box, 760);
  const height = arms.length * (caption + lane + gap) + 20;
  const span = Math.max(1, until - from);
  const x = (at: number): number => ((Math.min(until, Math.max(from, at)) - from) / span) * width;
  return (
    <div ref={box} className="min-w-0">
      <svg
        width={width}
        height={height}
        viewBox={`0 0 ${width} ${height}`}
        role="img"
        aria-label={spoken(blocks, arms)}
      >
        {arms.map(({ name, title }, index) => (
          <g key={name} transform={`translate(0 ${index * (caption + lane + gap)})`}>
            <text className="fill-text text-12" x={0} y={12}>
              {title}
            </text>
            <g transform={`translate(0 ${caption})`}>
              <rect className="fill-sunk" width={width} height={lane} rx={3} />
              {blocks
                .filter(({ arm }) => arm === name)
                .map((block) => (
                  <Stretch key={block.from} block={block} x={x} washOutMs={washOutMs} tone={index} />
                ))}
            </g>
          </g>
        ))}
        {elapsedTicks(span, width, 64).map(({ ms, label }) => (
          <text key={ms} className={labelLook} x={x(from + ms)} y={height - 6} textAnchor={anchor(x(from + ms), width)}>
            {label}
          </text>
        ))}
      </svg>
      <LeftOut blocks={blocks} from={from} />
    </div>
  );
}

function anchor(x: number, width: number): "start" | "middle" | "end" {
  return x < 16 ? "start" : x > width - 16 ? "end" : "middle";
}

type StretchProps = {
  readonly block: RibbonBlock;
  readonly x: (at: number) => number;
  readonly washOutMs: number;
  readonly tone: number;
};

// The control is grey; arms keep their colours, those that are told apart best first.
const colours = [8, 1, 2, 3, 6, 4] as const;
const colourOf = (index: number): DataColour => colours[index] ?? 8;

function Stretch({ block: { arm, from, until, state, because }, x, washOutMs, tone }: StretchProps) {
  const [start, end] = [x(from), x(until)];
  const left = state === "left-out";
  const fill = fillOf[colourOf(tone)];
  const washed = Math.min(end, x(from + washOutMs));
  return (
    <g>
      <title>{`${arm}: ${because ?? state.replace("-", " ")}`}</title>
      <rect
        className={left ? "fill-bad" : fill}
        fillOpacity={left ? 0.12 : 0.18}
        x={start}
        width={Math.max(1, washed - start)}
        height={lane}
      />
      <rect
        className={classes(left ? "fill-bad" : fill, state === "current" && strokeOf[colourOf(tone)])}
        fillOpacity={left ? 0.12 : state === "current" ? 0.36 : 0.62}
        x={washed}
        width={Math.max(0.5, end - washed - 1)}
        height={lane}
      />
      {left && <path className="stroke-bad" d={`M${start} ${lane}L${end} 0`} />}
    </g>
  );
}

function LeftOut({ blocks, from }: Pick<Props, "blocks" | "from">) {
  const out = blocks.filter(({ state }) => state === "left-out");
  if (out.length === 0) return null;
  return (
    <details className="mt-2">
      <summary className="cursor-pointer text-12 text-muted">
        {out.length} {out.length === 1 ? "block is" : "blocks are"} left out: why
      </summary>
      <ul className="text-12 text-muted pl-5">
        {out.slice(-20).map((block) => (
          <li key={block.from}>
            after {elapsedPhrase((block.from - from) / 1_000)}, {block.arm}: {block.because ?? "not whole"}
          </li>
        ))}
      </ul>
    </details>
  );
}

function spoken(blocks: Props["blocks"], arms: Props["arms"]): string {
  const count = (name: string): number =>
    blocks.filter((block) => block.arm === name && block.state === "counted").length;
  const out = blocks.filter(({ state }) => state === "left-out").length;
  return `Blocks of time: ${arms.map(({ name, title }) => `${title} ${count(name)}`).join(", ")} counted; ${out} left out`;
}
