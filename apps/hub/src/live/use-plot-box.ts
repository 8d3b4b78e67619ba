import { useLayoutEffect, useState, type RefObject } from "react";

/** Left edge and width in CSS pixels of an element inside its offset parent, kept up to date; 0 wide until it is laid out. */
export function usePlotBox(ref: RefObject<HTMLElement | null>, there: boolean): { left: number; width: number } {
  const [box, setBox] = useState({ left: 0, width: 0 });
  useLayoutEffect(() => {
    const element = ref.current;
    if (!element || !there) return undefined;
    const measure = () => setBox({ left: element.offsetLeft, width: element.clientWidth });
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, [ref, there]);
  return box;
}
