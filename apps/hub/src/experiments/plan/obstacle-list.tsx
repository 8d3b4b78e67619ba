import type { ExperimentObstacle } from "@fleet-persona/hub-core";

/** What stands between a plan and its start, each with what to do; then what is only worth knowing. */
export function ObstacleList({ obstacles }: { readonly obstacles: readonly ExperimentObstacle[] }) {
  if (obstacles.length === 0) return null;
  const sorted = obstacles.toSorted((a, b) => Number(b.blocks) - Number(a.blocks));
  return (
    <ul role="list" className="stack stack-small" aria-label="Before it can start">
      {sorted.map(({ code, message, blocks }) => (
        <li key={`${code}/${message}`} className={blocks ? "notice notice-bad" : "notice notice-warn"}>
          <span>{message}</span>
        </li>
      ))}
    </ul>
  );
}
