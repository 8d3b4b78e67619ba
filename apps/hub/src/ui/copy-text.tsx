"use client";

import { useState } from "react";
import { Button } from "./button.tsx";
import { Icon } from "./icon.tsx";

type Props = {
  readonly text: string;
  /** What is copied, for readers who hear only the button: "the fingerprint". */
  readonly what?: string;
  /** What the line is, for readers who come upon it alone. */
  readonly label?: string;
  /** A line on its own, wrapped; otherwise within a sentence. */
  readonly block?: boolean;
};

/** Text to be taken elsewhere as it stands: it can be selected whole, and copied by a button. */
export function CopyText({ text, what, label, block = false }: Props) {
  const [said, setSaid] = useState("Copy");
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(text);
      setSaid("Copied");
    } catch {
      setSaid("Select and copy");
    }
    setTimeout(() => setSaid("Copy"), 2_000);
  };
  const name = what === undefined ? "Copy" : `Copy ${what}`;
  if (!block) {
    return (
      <span className="inline-flex min-w-0 items-baseline gap-1">
        <code className="min-w-0 wrap-anywhere select-all">{text}</code>
        <Button tone="quiet" size="small" className="self-center" onClick={() => void copy()} aria-label={name}>
          {said === "Copy" ? <Icon name="copy" size={12} /> : <span role="status">{said}</span>}
        </Button>
      </span>
    );
  }
  return (
    <div className="flex flex-col items-stretch rounded-2 border border-line bg-sunk sm:flex-row">
      <code
        {...(label !== undefined && { role: "textbox", "aria-readonly": true, "aria-label": label, tabIndex: 0 })}
        className="min-w-0 flex-1 overflow-x-auto p-3 text-13 leading-[1.6] wrap-anywhere whitespace-pre-wrap select-all"
      >
        {text}
      </code>
      <Button className="m-1.5 self-stretch sm:self-start" onClick={() => void copy()} aria-label={name}>
        <span role="status">{said}</span>
      </Button>
    </div>
  );
}
