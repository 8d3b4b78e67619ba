import type { ExperimentObstacle } from "@fleet-persona/hub-core";
import { Notice } from "../../ui/notice.tsx";
import { Stack } from "../../ui/stack.tsx";

/** What stands between a plan and its start, each with what to do; then what is only worth knowing. */
export function ObstacleList({ obstacles }: { readonly obstacles: readonly ExperimentObstacle[] }) {
  if (obstacles.length === 0) return null;
  const sorted = obstacles.toSorted((a, b) => Number(b.blocks) - Number(a.blocks));
  return (
    <Stack role="list" as="ul" gap="small" aria-label="Before it can start">
      {sorted.map(({ code, message, blocks }) => (
        <li key={`${code}/${message}`}>
          <Notice tone={blocks ? "bad" : "warn"}>{message}</Notice>
        </li>
      ))}
    </Stack>
  );
}
