"use client";

import { useRouter } from "next/navigation";
import { useEffect, useRef, useState, useTransition } from "react";
import { afterQuiet } from "../ui/after-quiet.ts";

type Props = { readonly initial: string; readonly focus: boolean };

const QUIET_MS = 250;

/** Searches as one types, and as a plain form without scripts. The address carries the question. */
export function SearchBox({ initial, focus }: Props) {
  const router = useRouter();
  const [text, setText] = useState(initial);
  const [busy, startTransition] = useTransition();
  const asked = useRef(initial);

  useEffect(() => {
    if (text.trim() === asked.current.trim()) return undefined;
    return afterQuiet(QUIET_MS, () => {
      asked.current = text;
      const q = text.trim();
      startTransition(() =>
        router.replace(q === "" ? "/store" : `/store?q=${encodeURIComponent(q)}`, { scroll: false }),
      );
    });
  }, [text, router]);

  return (
    <form className="search-box" action="/store" role="search" aria-busy={busy}>
      <svg width="16" height="16" viewBox="0 0 16 16" aria-hidden="true">
        <circle cx="7" cy="7" r="4.5" fill="none" stroke="currentColor" strokeWidth="1.5" />
        <path d="m10.5 10.5 3.5 3.5" stroke="currentColor" strokeWidth="1.5" strokeLinecap="round" />
      </svg>
      <input
        type="search"
        name="q"
        aria-label="Search Personas"
        placeholder="Search Personas: surge, checkout, haproxy …"
        value={text}
        onChange={(event) => setText(event.target.value)}
        autoComplete="off"
        spellCheck={false}
        autoFocus={focus}
      />
      <kbd>/</kbd>
    </form>
  );
}
