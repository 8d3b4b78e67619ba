import { Badge } from "./badge.tsx";
import { LocalTime } from "./local-time.tsx";

/** Said beside figures that have stopped coming: when the last ones did (ms since epoch). */
export function StaleNote({ at }: { readonly at: number }) {
  return (
    <Badge tone="warn">
      Last data <LocalTime at={at} />
    </Badge>
  );
}
