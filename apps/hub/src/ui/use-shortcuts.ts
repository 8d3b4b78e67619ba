"use client";

import { useRouter } from "next/navigation";
import { useEffect, useRef } from "react";
import { places } from "./places.ts";

const chordMs = 1_200;

/** Whether a key goes into a text. */
export function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement && (target.isContentEditable || /^(?:INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
  );
}

/** ⌘K / Ctrl-K opens the palette, `/` goes to the search box, `g` and a letter goes to a place. */
export function useShortcuts(openPalette: () => void): void {
  const router = useRouter();
  const pressedG = useRef(0);

  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if ((event.metaKey || event.ctrlKey) && event.key.toLowerCase() === "k") {
        event.preventDefault();
        openPalette();
        return;
      }
      if (event.metaKey || event.ctrlKey || event.altKey || isTyping(event.target)) return;
      if (event.key === "/") {
        event.preventDefault();
        const box = document.querySelector<HTMLInputElement>("input[type=search]");
        if (box === null) router.push("/store?focus=search");
        else box.focus();
        return;
      }
      const place = places.find(({ key }) => key === event.key);
      if (place !== undefined && event.timeStamp - pressedG.current < chordMs) router.push(place.href);
      pressedG.current = event.key === "g" ? event.timeStamp : 0;
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, [openPalette, router]);
}
