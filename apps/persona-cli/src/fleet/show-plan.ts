import type { Plan } from "./hub-client.ts";

/** A plan for a person to read: one line a change, then what would be refused. */
export function showPlan(fleet: string, { baseVersion, changes, refusals }: Plan): string {
  const lines = [`${fleet}, version ${baseVersion}`];
  for (const { kind, sentence } of changes) lines.push(`  ${sign(kind)} ${sentence}`);
  lines.push(
    changes.length === 0 ? "Nothing to do." : `${changes.length} ${changes.length === 1 ? "change" : "changes"}.`,
  );
  const width = Math.max(0, ...refusals.map(({ code }) => code.length));
  for (const { code, message } of refusals) lines.push(`Refused: ${code.padEnd(width)}  ${message}`);
  return `${lines.join("\n")}\n`;
}

function sign(kind: string): string {
  if (/-(?:added|assigned)$/.test(kind)) return "+";
  return kind.endsWith("-removed") ? "-" : "~";
}
