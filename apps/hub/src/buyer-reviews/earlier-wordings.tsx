import { LocalTime } from "../ui/local-time.tsx";

type Wording = {
  readonly key: number;
  readonly head: string | null;
  readonly body: string;
  readonly writtenAt: number;
};

/** What was said before, newest first; nothing where it was never said otherwise. */
export function EarlierWordings({ wordings }: { readonly wordings: readonly Wording[] }) {
  if (wordings.length === 0) return null;
  return (
    <details className="text-13 text-muted">
      <summary className="cursor-pointer">
        Edited: {wordings.length === 1 ? "1 earlier wording" : `${wordings.length} earlier wordings`}
      </summary>
      <ol className="mt-2 mb-0 grid list-none gap-2 border-l border-line pl-3">
        {wordings.map(({ key, head, body, writtenAt }) => (
          <li key={key} className="grid gap-0.5">
            <LocalTime at={writtenAt} as="full" />
            {head !== null && <span className="text-text wrap-anywhere">{head}</span>}
            <span className="whitespace-pre-line wrap-anywhere">{body}</span>
          </li>
        ))}
      </ol>
    </details>
  );
}
