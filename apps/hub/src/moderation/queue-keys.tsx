"use client";

import { useEffect } from "react";
import { isTyping } from "../ui/use-shortcuts.ts";

/** j or ↓ goes to the next case of the queue, ↑ to the one before. */
export function QueueKeys() {
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.metaKey || event.ctrlKey || event.altKey || isTyping(event.target)) return;
      const step = event.key === "j" || event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
      if (step === 0) return;
      const items = [...document.querySelectorAll<HTMLAnchorElement>("a[data-queue-item]")];
      const at = items.findIndex((item) => item.getAttribute("aria-current") === "page");
      const next = items[at < 0 ? 0 : at + step];
      if (next === undefined) return;
      event.preventDefault();
      next.click();
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, []);
  return null;
}
