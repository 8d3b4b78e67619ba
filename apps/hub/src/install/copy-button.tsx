"use client";

import { useState } from "react";
import { Button } from "../ui/button.tsx";

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
    <Button onClick={() => void copy()} aria-label="Copy">
      <span role="status">{said}</span>
    </Button>
  );
}
