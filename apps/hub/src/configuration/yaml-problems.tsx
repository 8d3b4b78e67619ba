import type { YamlProblem } from "@fleet-persona/fleet-config";
import { Notice } from "../ui/notice.tsx";

type Props = { readonly problems: readonly YamlProblem[]; readonly text: string };

const MOST = 8;

/** What is wrong with the text, each with its line. */
export function YamlProblems({ problems, text }: Props) {
  const lines = text.split("\n");
  return (
    <Notice tone="bad" role="status">
      <ul role="list" className="grid min-w-0 gap-1">
        {problems.slice(0, MOST).map(({ path, line, message }) => (
          <li key={`${line} ${path} ${message}`}>
            <span className="font-medium">Line {line}</span>
            {path === "" ? "" : `, ${path}`}: {message}
            <code className="text-12 block overflow-hidden text-ellipsis whitespace-pre text-muted">
              {lines[line - 1]}
            </code>
          </li>
        ))}
        {problems.length > MOST && <li>and {problems.length - MOST} more</li>}
      </ul>
    </Notice>
  );
}
