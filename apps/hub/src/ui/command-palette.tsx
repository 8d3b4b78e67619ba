"use client";

import dynamic from "next/dynamic";
import { useCallback, useRef, useState } from "react";
import { Kbd } from "./kbd.tsx";
import { useShortcuts } from "./use-shortcuts.ts";

// What asks the hub comes with the first opening: most pages are read without it.
const PaletteBody = dynamic(async () => (await import("./palette-body.tsx")).PaletteBody, { ssr: false });

type Props = {
  /** Somebody who is not signed in goes to places only: there are no fleets to ask for. */
  readonly signedIn?: boolean;
};

/** Everything reachable by typing: places, the tenant's fleets and its newest experiments. */
export function CommandPalette({ signedIn = true }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  const [shown, setShown] = useState(false);
  const open = useCallback(() => {
    setShown(true);
    dialog.current?.showModal();
  }, []);
  useShortcuts(open);

  return (
    <>
      <button
        className="inline-flex min-h-7.5 cursor-pointer items-center gap-2 rounded-2 border border-line bg-surface pr-1.5 pl-2.5 text-13 text-muted max-sm:pl-1.5"
        type="button"
        onClick={open}
      >
        <span className="max-sm:sr-only">Go to</span>
        <span className="visually-hidden"> any page</span> <Kbd>⌘K</Kbd>
      </button>
      <dialog
        className="mx-auto mt-[12vh] mb-auto max-h-[min(480px,70vh)] w-[min(560px,calc(100vw-32px))] overflow-hidden rounded-3 border border-line bg-raised p-0 text-text shadow-over backdrop:bg-scrim"
        ref={dialog}
        aria-label="Command palette"
        onClose={() => setShown(false)}
        onClick={(event) => event.target === dialog.current && dialog.current.close()}
      >
        {shown && <PaletteBody signedIn={signedIn} close={() => dialog.current?.close()} />}
      </dialog>
    </>
  );
}
