"use client";

import { useRouter } from "next/navigation";
import { useEffect, useRef, useTransition } from "react";
import { afterQuiet } from "../ui/after-quiet.ts";
import { classes } from "../ui/classes.ts";
import { controlLook } from "../ui/control-look.ts";
import { Icon } from "../ui/icon.tsx";
import { Kbd } from "../ui/kbd.tsx";

type Props = {
  readonly initial: string;
  readonly focus: boolean;
  /** Everything else of the question, as the form carries it. */
  readonly rest: readonly (readonly [name: string, value: string])[];
};

const quietMs = 250;

/** Searches as one types, and as a plain form without scripts. The address carries the question. */
export function SearchBox({ initial, focus, rest }: Props) {
  const router = useRouter();
  const [busy, startTransition] = useTransition();
  const cancel = useRef(() => {});
  const form = useRef<HTMLFormElement>(null);
  const box = useRef<HTMLInputElement>(null);
  const asked = useRef(initial);

  useEffect(() => {
    // A chip that was taken away changes the question; what is being typed does not wait for its own answer.
    if (box.current !== null && initial !== asked.current) box.current.value = initial;
    asked.current = initial;
  }, [initial]);

  const search = (): void => {
    if (form.current === null) return;
    const pairs = [...new FormData(form.current)].flatMap(([name, value]) =>
      typeof value === "string" && value.trim() !== "" ? [[name, value.trim()]] : [],
    );
    const params = new URLSearchParams(pairs).toString();
    asked.current = box.current?.value.trim() ?? "";
    startTransition(() => router.replace(params === "" ? "/store" : `/store?${params}`, { scroll: false }));
  };
  const onInput = (): void => {
    cancel.current();
    cancel.current = afterQuiet(quietMs, search);
  };

  return (
    <form
      ref={form}
      className="relative"
      action="/store"
      role="search"
      aria-busy={busy}
      onSubmit={() => cancel.current()}
    >
      {rest.map(([name, value]) => (
        <input key={`${name} ${value}`} type="hidden" name={name} value={value} />
      ))}
      <span className={classes("pointer-events-none absolute top-3 left-3 text-muted", busy && "animate-breathe")}>
        <Icon name="search" />
      </span>
      <input
        ref={box}
        type="search"
        name="q"
        aria-label="Search Personas"
        placeholder="Search Personas: surge, checkout, haproxy …"
        className={classes(controlLook, "min-h-10 pr-10 pl-9")}
        defaultValue={initial}
        onChange={onInput}
        autoComplete="off"
        spellCheck={false}
        autoFocus={focus}
        maxLength={200}
      />
      <span className="pointer-events-none absolute top-2.5 right-3 hidden sm:block" aria-hidden="true">
        <Kbd>/</Kbd>
      </span>
    </form>
  );
}
