"use client";

import { useQuery } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useCallback, useRef, useState } from "react";
import type { KeyboardEvent } from "react";
import { trpc } from "../trpc/client.ts";
import { matching, places } from "./places.ts";
import { useShortcuts } from "./use-shortcuts.ts";

type Choice = { readonly href: string; readonly label: string; readonly words: string; readonly hint: string };

const placeChoices: readonly Choice[] = places.map(({ href, label, words, key }) => ({
  href,
  label,
  words,
  hint: key === undefined ? "" : `g ${key}`,
}));

/** Everything reachable by typing: places, the tenant's fleets and its newest experiments. */
export function CommandPalette() {
  const dialog = useRef<HTMLDialogElement>(null);
  const [shown, setShown] = useState(false);
  const open = useCallback(() => {
    setShown(true);
    dialog.current?.showModal();
  }, []);
  useShortcuts(open);

  return (
    <>
      <button className="palette-open" type="button" onClick={open} aria-label="Open the command palette">
        <span>Go to</span> <kbd>⌘K</kbd>
      </button>
      <dialog
        className="palette"
        ref={dialog}
        aria-label="Command palette"
        onClose={() => setShown(false)}
        onClick={(event) => event.target === dialog.current && dialog.current.close()}
      >
        {shown && <PaletteBody close={() => dialog.current?.close()} />}
      </dialog>
    </>
  );
}

function useChoices(typed: string): readonly Choice[] {
  const fleets = useQuery({ queryKey: ["fleets"], queryFn: () => trpc.listFleets.query({}), staleTime: 10_000 });
  const fleetChoices = (fleets.data ?? []).map(({ fleetId, name, slug }) => ({
    href: `/fleets/${fleetId}`,
    label: name,
    words: `fleet ${slug}`,
    hint: "fleet",
  }));
  const experiments = useQuery({
    queryKey: ["experiments", "newest"],
    queryFn: () => trpc.listExperiments.query({ limit: 50 }),
    staleTime: 10_000,
  });
  const experimentChoices = (experiments.data ?? []).map(({ experimentId, name, fleetName }) => ({
    href: `/experiments/${experimentId}`,
    label: name,
    words: `experiment ${fleetName}`,
    hint: "experiment",
  }));
  const text = typed.trim();
  const search: Choice = {
    href: `/store?q=${encodeURIComponent(text)}`,
    label: `Search the store for “${text}”`,
    words: "",
    hint: "",
  };
  return [
    ...matching([...placeChoices, ...fleetChoices, ...experimentChoices], text),
    ...(text === "" ? [] : [search]),
  ];
}

function PaletteBody({ close }: { readonly close: () => void }) {
  const router = useRouter();
  const [typed, setTyped] = useState("");
  const [at, setAt] = useState(0);
  const choices = useChoices(typed);
  const selected = Math.min(at, choices.length - 1);

  const go = (choice: Choice | undefined): void => {
    if (choice === undefined) return;
    close();
    router.push(choice.href);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === "Enter") go(choices[selected]);
    else if (event.key === "ArrowDown") setAt((selected + 1) % choices.length);
    else if (event.key === "ArrowUp") setAt((selected - 1 + choices.length) % choices.length);
    else return;
    event.preventDefault();
  };

  return (
    <>
      <input
        className="palette-input"
        placeholder="Where to?"
        aria-label="Where to?"
        role="combobox"
        aria-expanded="true"
        aria-controls="palette-list"
        aria-activedescendant={`choice-${selected}`}
        value={typed}
        onChange={(event) => {
          setTyped(event.target.value);
          setAt(0);
        }}
        onKeyDown={onKeyDown}
        autoFocus
      />
      <ul className="palette-list" role="listbox" id="palette-list" aria-label="Choices">
        {choices.map((choice, index) => (
          <li
            key={choice.href}
            id={`choice-${index}`}
            role="option"
            aria-selected={index === selected}
            onPointerMove={() => setAt(index)}
            onClick={() => go(choice)}
          >
            {choice.label}
            <span className="muted tiny mono">{choice.hint}</span>
          </li>
        ))}
      </ul>
    </>
  );
}
