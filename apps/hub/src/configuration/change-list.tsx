import type { FleetChange } from "@fleet-persona/fleet-config";

const signs: Readonly<Record<string, string>> = { added: "+", assigned: "+", removed: "−" };

/** Differences between two documents, a sentence each. */
export function ChangeList({ changes }: { readonly changes: readonly FleetChange[] }) {
  if (changes.length === 0) return null;
  return (
    <ul role="list" className="changes">
      {changes.map(({ kind, path, sentence }) => (
        <li key={path + kind} data-kind={kind.split("-").at(-1)}>
          <span className="mono" aria-hidden="true">
            {signs[kind.split("-").at(-1) ?? ""] ?? "~"}
          </span>
          <span>
            {sentence} <code className="muted tiny">{path}</code>
          </span>
        </li>
      ))}
    </ul>
  );
}
