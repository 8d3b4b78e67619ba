"use client";

import { useEffect } from "react";
import { isTyping } from "../ui/use-shortcuts.ts";

/** `j` and `k` go from notice to notice, `e` marks the one at hand, Enter opens it. Without a script the list is as it is. */
export function NoticeKeys() {
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.metaKey || event.ctrlKey || event.altKey || isTyping(event.target)) return;
      const items = [...document.querySelectorAll<HTMLElement>("[data-notice]")];
      const place = items.findIndex((item) => item.contains(document.activeElement));
      const current = items[place];
      if (event.key === "j") items[Math.min(place + 1, items.length - 1)]?.focus();
      else if (event.key === "k") items[Math.max(place - 1, 0)]?.focus();
      else if (event.key === "e") current?.querySelector<HTMLElement>("[data-mark]")?.click();
      else if (event.key === "Enter" && event.target === current) current?.querySelector("a")?.click();
      else return;
      event.preventDefault();
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, []);
  return null;
}
