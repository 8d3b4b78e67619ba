"use client";

import { useEffect } from "react";
import { isTyping } from "../../ui/use-shortcuts.ts";

const next = new Set(["j", "ArrowDown"]);
const previous = new Set(["k", "ArrowUp"]);

/** `/` goes to the search box, j and k or the arrows move through the rows, c collects the row for comparing. Enter opens it: a row is a link. */
export function StoreKeys() {
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.metaKey || event.ctrlKey || event.altKey || event.defaultPrevented) return;
      if (onKeyOfStore(event)) event.preventDefault();
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, []);
  return null;
}

function onKeyOfStore({ key, target }: KeyboardEvent): boolean {
  const box = document.querySelector<HTMLInputElement>("input[type=search]");
  if (isTyping(target)) return target === box && key === "ArrowDown" && step(1);
  if (key === "/") {
    box?.focus();
    return box !== null;
  }
  if (next.has(key)) return step(1);
  if (previous.has(key)) return step(-1);
  if (key !== "c") return false;
  const collect = rows()[at()]?.querySelector<HTMLElement>("[data-collect]") ?? null;
  collect?.click();
  return collect !== null;
}

function rows(): readonly HTMLElement[] {
  return [...document.querySelectorAll<HTMLElement>("[data-row]")];
}

function at(): number {
  return rows().findIndex((row) => row.contains(document.activeElement));
}

// Where no row has the focus, arrows scroll as ever; j begins with the first row.
function step(by: 1 | -1): boolean {
  const all = rows();
  const current = at();
  const row = all[current === -1 ? (by === 1 ? 0 : all.length) : current + by];
  row?.querySelector("a")?.focus();
  return row !== undefined;
}
