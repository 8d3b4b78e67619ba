"use client";

import { useQuery } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useState, type KeyboardEvent } from "react";
import { trpc } from "../trpc/client.ts";
import { matching, places } from "./places.ts";

type Choice = { readonly href: string; readonly label: string; readonly words: string; readonly hint: string };

const placeChoices: readonly Choice[] = places.map(({ href, label, words, key }) => ({
  href,
  label,
  words,
  hint: key === undefined ? "" : `g ${key}`,
}));

function useChoices(typed: string, signedIn: boolean): readonly Choice[] {
  const fleets = useQuery({
    queryKey: ["fleets"],
    queryFn: () => trpc.listFleets.query({}),
    staleTime: 10_000,
    enabled: signedIn,
  });
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
    enabled: signedIn,
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

/** What can be gone to, narrowed while one types. */
export function PaletteBody({ signedIn, close }: { readonly signedIn: boolean; readonly close: () => void }) {
  const router = useRouter();
  const [typed, setTyped] = useState("");
  const [at, setAt] = useState(0);
  const choices = useChoices(typed, signedIn);
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
        className="h-12 w-full border-0 border-b border-line bg-transparent px-4 text-16 outline-none"
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
      <ul
        className="m-0 max-h-[min(380px,56vh)] list-none overflow-y-auto p-1.5"
        role="listbox"
        id="palette-list"
        aria-label="Choices"
      >
        {choices.map((choice, index) => (
          <li
            key={choice.href}
            id={`choice-${index}`}
            role="option"
            className="flex cursor-pointer items-center justify-between gap-3 rounded-1 px-2.5 py-2 text-14 aria-selected:bg-accent-wash"
            aria-selected={index === selected}
            onPointerMove={() => setAt(index)}
            onClick={() => go(choice)}
          >
            {choice.label}
            <span className="font-mono text-12 text-muted">{choice.hint}</span>
          </li>
        ))}
      </ul>
    </>
  );
}
