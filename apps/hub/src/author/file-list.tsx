import { classes } from "../ui/classes.ts";
import { bytes } from "../ui/figures.ts";
import type { FileCheck } from "./check-bundle.ts";

const marks = { good: "✓", bad: "✕", missing: "–", "left-out": "·" } as const;
const words = { good: "good", bad: "wrong", missing: "missing", "left-out": "left out" } as const;
const looks = { good: "text-good", bad: "text-bad", missing: "text-warn", "left-out": "text-muted" } as const;

/** Every file of a bundle, and whether it is as it was signed. */
export function FileList({ files }: { readonly files: readonly FileCheck[] }) {
  return (
    <ul aria-label="Files" className="m-0 grid list-none divide-y divide-line rounded-2 border border-line p-0">
      {files.map(({ name, size, state, says }, place) => (
        <li
          key={`${name} ${place}`}
          className="grid grid-cols-[16px_minmax(0,1fr)_max-content] gap-x-2 px-3 py-2 text-13"
        >
          <span aria-hidden="true" className={classes("font-mono font-bold", looks[state])}>
            {marks[state]}
          </span>
          <span className="min-w-0">
            <span className="font-mono text-12 wrap-anywhere">{name}</span>
            <span className="visually-hidden">, {words[state]}</span>
            <span className={classes("block text-12 wrap-anywhere", state === "bad" ? "text-bad" : "text-muted")}>
              {says}
            </span>
          </span>
          <span className="font-mono text-12 text-muted tabular-nums">{size === null ? "" : bytes(size)}</span>
        </li>
      ))}
    </ul>
  );
}
