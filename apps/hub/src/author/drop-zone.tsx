"use client";

import { useId, useState } from "react";
import { Button } from "../ui/button.tsx";
import { classes } from "../ui/classes.ts";
import type { BundleFile } from "./check-bundle.ts";
import { chosenFiles, droppedFiles } from "./dropped-files.ts";

type Props = { readonly choose: (files: readonly BundleFile[]) => void; readonly describedBy: string };

/** Where a bundle is dropped, as a folder or as files; whoever has no pointer chooses them. */
export function DropZone({ choose, describedBy }: Props) {
  const id = useId();
  const [over, setOver] = useState(false);
  const open = (which: string): void => document.getElementById(`${id}-${which}`)?.click();
  return (
    <div
      className={classes(
        "grid justify-items-center gap-3 rounded-3 border-2 border-dashed px-4 py-8 text-center",
        over ? "border-accent bg-accent-wash" : "border-line-strong bg-sunk",
      )}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        void droppedFiles(event.dataTransfer.items).then(choose);
      }}
    >
      <p className="font-medium">Drop the bundle’s folder here</p>
      <p className="flex flex-wrap justify-center gap-2">
        <Button aria-describedby={describedBy} onClick={() => open("folder")}>
          Choose a folder…
        </Button>
        <Button aria-describedby={describedBy} onClick={() => open("files")}>
          Choose files…
        </Button>
      </p>
      <input
        id={`${id}-files`}
        className="hidden"
        type="file"
        multiple
        aria-label="The files of the bundle"
        onChange={(event) => choose(chosenFiles(event.target.files))}
      />
      <input
        id={`${id}-folder`}
        className="hidden"
        type="file"
        aria-label="The folder of the bundle"
        {...{ webkitdirectory: "" }}
        onChange={(event) => choose(chosenFiles(event.target.files))}
      />
    </div>
  );
}
