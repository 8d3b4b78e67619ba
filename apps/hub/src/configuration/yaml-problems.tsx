import type { YamlProblem } from "@fleet-persona/fleet-config";

type Props = { readonly problems: readonly YamlProblem[]; readonly text: string };

const MOST = 8;

/** What is wrong with the text, each with its line. */
export function YamlProblems({ problems, text }: Props) {
  const lines = text.split("\n");
  return (
    <div className="notice notice-bad" role="status">
      <ul role="list" className="problems">
        {problems.slice(0, MOST).map(({ path, line, message }) => (
          <li key={`${line} ${path} ${message}`}>
            <span className="strong">Line {line}</span>
            {path === "" ? "" : `, ${path}`}: {message}
            <code className="tiny problem-line">{lines[line - 1]}</code>
          </li>
        ))}
        {problems.length > MOST && <li>and {problems.length - MOST} more</li>}
      </ul>
    </div>
  );
}
