"use client";

import { useId } from "react";
import type { ReactNode } from "react";
import { definitions } from "./definitions.ts";
import type { DefinedTerm } from "./definitions.ts";

type Props = { readonly of: DefinedTerm; readonly children?: ReactNode };

/** A word with its meaning a hover, a tap or a Tab away. */
export function Term({ of, children }: Props) {
  const id = useId();
  return (
    <span className="term">
      <button type="button" className="term-word" aria-describedby={id}>
        {children ?? of}
      </button>
      <span className="term-sheet" role="tooltip" id={id}>
        <span className="strong">{of}</span>: {definitions[of]}
      </span>
    </span>
  );
}
