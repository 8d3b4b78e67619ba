"use client";

import { useState } from "react";

export function CopyButton({ text }: { readonly text: string }) {
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
  return (
    <button className="button" type="button" onClick={() => void copy()} aria-label="Copy">
      <span role="status">{said}</span>
    </button>
  );
}
