import type { ReactNode } from "react";
import { Term as Word } from "../ui/term.tsx";
import { definitions } from "./definitions.ts";
import type { DefinedTerm } from "./definitions.ts";

type Props = { readonly of: DefinedTerm; readonly children?: ReactNode };

/** A word of experiments with its meaning a hover, a tap or a Tab away. */
export function Term({ of, children }: Props) {
  return (
    <Word word={of} meaning={definitions[of]}>
      {children ?? of}
    </Word>
  );
}
