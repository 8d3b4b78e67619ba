import type { FleetChange } from "@fleet-persona/fleet-config";

const signs: Readonly<Record<string, string>> = { added: "+", assigned: "+", removed: "−" };

/** Differences between two documents, a sentence each. */
export function ChangeList({ changes }: { readonly changes: readonly FleetChange[] }) {
  if (changes.length === 0) return null;
  return (
    <ul
      role="list"
      className="[&>li]:grid [&>li]:grid-cols-[20px_minmax(0,1fr)] [&>li]:border-line [&>li]:px-4 [&>li]:py-1.5 [&>li]:text-13 [&>li]:wrap-anywhere [&>li+li]:border-t [&>li[data-kind=added]]:bg-good-wash [&>li[data-kind=assigned]]:bg-good-wash [&>li[data-kind=widened]]:bg-good-wash [&>li[data-kind=removed]]:bg-bad-wash"
    >
      {changes.map(({ kind, path, sentence }) => (
        <li key={path + kind} data-kind={kind.split("-").at(-1)}>
          <span className="font-mono text-[0.93em]" aria-hidden="true">
            {signs[kind.split("-").at(-1) ?? ""] ?? "~"}
          </span>
          <span>
            {sentence} <code className="text-muted text-12">{path}</code>
          </span>
        </li>
      ))}
    </ul>
  );
}
