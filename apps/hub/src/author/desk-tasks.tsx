import type { DeskTask } from "@fleet-persona/hub-core";
import Link from "next/link";
import { severityTones } from "../lifecycle/state-words.ts";
import { verdictOf } from "../reviews/verdict-words.ts";
import { Badge } from "../ui/badge.tsx";
import { Card, CardHead } from "../ui/card.tsx";
import { LinkButton } from "../ui/link-button.tsx";
import { taskWords } from "./task-words.ts";

/** What an author should do next, what concerns fleets first. */
export function DeskTasks({ tasks }: { readonly tasks: readonly DeskTask[] }) {
  if (tasks.length === 0) return null;
  return (
    <Card aria-label="To do">
      <CardHead title="To do" note={tasks.length === 1 ? "One thing" : `${tasks.length} things`} />
      <ul className="m-0 grid list-none divide-y divide-line p-0">
        {tasks.map((task, place) => {
          const { says, href, action } = taskWords(task);
          return (
            <li key={place} className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 px-4 py-3">
              <div className="grid min-w-0 flex-1 basis-60 gap-1">
                <p className="flex flex-wrap items-center gap-2 font-medium">
                  <TaskBadge task={task} />
                  <Link href={`/author/${task.path}`}>{task.title}</Link>
                </p>
                <p className="text-13 text-muted wrap-anywhere">{says}</p>
              </div>
              <LinkButton size="small" href={href}>
                {action}
              </LinkButton>
            </li>
          );
        })}
      </ul>
    </Card>
  );
}

function TaskBadge({ task }: { readonly task: DeskTask }) {
  switch (task.kind) {
    case "fix-advisory":
      return <Badge tone={severityTones[task.severity]}>{task.severity} advisory</Badge>;
    case "gate-refused":
      return <Badge tone="bad">{verdictOf(task.state).words}</Badge>;
    case "finish-draft":
      return <Badge tone="accent">Draft</Badge>;
    case "answer-reviews":
      return <Badge tone="accent">Reviews</Badge>;
    case "verify-domain":
      return <Badge tone={task.failing ? "warn" : "neutral"}>Domain</Badge>;
    case "make-keyring":
      return <Badge tone="warn">Keys</Badge>;
    default:
      return task satisfies never;
  }
}
