import { Badge } from "../../ui/badge.tsx";
import { LocalTime } from "../../ui/local-time.tsx";
import type { Standing } from "./order-words.ts";

type SentenceProps = {
  readonly standing: Standing;
  /** To the minute, where it is a matter of minutes. */ readonly as?: "day" | "minute";
};

/** The sentence of how something stands, with its moment in the reader's own zone. */
export function StandingSentence({ standing: { says, at }, as = "day" }: SentenceProps) {
  if (says === "") return null;
  return (
    <>
      {says}
      {at !== null && (
        <>
          {" "}
          <LocalTime at={at} as={as} />.
        </>
      )}
    </>
  );
}

/** How something stands, in a badge. */
export function StandingBadge({ standing: { tone, word } }: { readonly standing: Standing }) {
  return <Badge tone={tone}>{word}</Badge>;
}
