"use client";

import type { ReactNode } from "react";
import { useEarlyChoice } from "./use-early-input.ts";

type Props = {
  readonly legend: ReactNode;
  readonly name: string;
  readonly value?: number | undefined;
  readonly onChange?: (stars: number) => void;
};

const words = ["Poor", "Fair", "Good", "Very good", "Excellent"] as const;

/** Stars to give, one to five. Radio buttons underneath: arrow keys move, and a form sends them without scripts. */
export function StarsField({ legend, name, value, onChange }: Props) {
  const tell = onChange && ((stars: string) => onChange(Number(stars)));
  const early = useEarlyChoice(value === undefined ? undefined : String(value), tell);
  return (
    <fieldset ref={early} className="m-0 grid min-w-0 gap-1 border-0 p-0">
      <legend className="mb-1 p-0 text-13 font-medium">{legend}</legend>
      <div className="flex">
        {words.map((word, index) => (
          <label
            key={word}
            title={word}
            className="relative grid size-9 cursor-pointer place-items-center rounded-1 text-edge has-checked:text-warn has-focus-visible:outline-2 has-focus-visible:outline-focus [&:has(~label_:checked)]:text-warn"
          >
            <input
              type="radio"
              className="absolute inset-0 m-0 size-full cursor-pointer opacity-0"
              name={name}
              value={index + 1}
              aria-label={`${index + 1} of 5: ${word}`}
              {...(onChange === undefined
                ? { defaultChecked: value === index + 1 }
                : { checked: value === index + 1, onChange: () => onChange(index + 1) })}
            />
            <svg width="24" height="24" viewBox="0 0 16 16" fill="currentColor" aria-hidden="true">
              <path d="M8 1.6 10 5.9l4.6.6-3.4 3.2.9 4.6L8 12l-4.1 2.3.9-4.6L1.4 6.5 6 5.9z" />
            </svg>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
