import { Button } from "../ui/button.tsx";
import { Input } from "../ui/input.tsx";
import { Kbd } from "../ui/kbd.tsx";
import { docsPath } from "./docs-paths.ts";

type Props = { readonly q: string; readonly found?: number; readonly of: number };

/** A search that is an address, so that it works before any script; `/` leads to it. */
export function DocsSearch({ q, found, of }: Props) {
  return (
    <form action={docsPath} role="search" className="grid gap-1.5">
      <label htmlFor="docs-q" className="text-12 text-muted">
        Search the API <Kbd>/</Kbd>
      </label>
      <div className="flex gap-2">
        <Input id="docs-q" type="search" name="q" defaultValue={q} maxLength={100} autoComplete="off" />
        <Button type="submit">Find</Button>
      </div>
      {found !== undefined && (
        <p className="text-12 text-muted" role="status">
          {found} of {of} operations. <a href={docsPath}>Show all</a>
        </p>
      )}
    </form>
  );
}
