"use client";

import { useRouter } from "next/navigation";
import { useEffect } from "react";

/** Follows every `SoftLink` of the page as Next's own links are followed. */
export function SoftLinks() {
  const router = useRouter();
  useEffect(() => {
    const follow = (event: MouseEvent): void => {
      const link = softLinkOf(event);
      if (link === null) return;
      event.preventDefault();
      router.push(link.pathname + link.search + link.hash, { scroll: link.dataset["soft"] !== "here" });
    };
    document.addEventListener("click", follow);
    return () => document.removeEventListener("click", follow);
  }, [router]);
  return null;
}

// A click that asks for a new tab, a download or a menu is the browser's.
function softLinkOf(event: MouseEvent): HTMLAnchorElement | null {
  const { target, button, metaKey, ctrlKey, shiftKey, altKey, defaultPrevented } = event;
  if (defaultPrevented || button !== 0 || metaKey || ctrlKey || shiftKey || altKey) return null;
  return target instanceof Element ? target.closest<HTMLAnchorElement>("a[data-soft]") : null;
}
