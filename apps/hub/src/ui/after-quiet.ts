type ClickRoot = Pick<EventTarget, "addEventListener" | "removeEventListener">;

/**
 * Acts once, `ms` from now, unless the canceller it returns is called or a link is followed first. For what writes the
 * address: the router takes a new one for the end of any navigation under way, and who follows a link would stay here.
 */
export function afterQuiet(ms: number, act: () => void, root: ClickRoot = document): () => void {
  const cancel = (): void => {
    clearTimeout(timer);
    root.removeEventListener("click", onClick, true);
  };
  const onClick = ({ target }: Event): void => {
    if (isInLink(target)) cancel();
  };
  const timer = setTimeout(() => {
    cancel();
    act();
  }, ms);
  root.addEventListener("click", onClick, true);
  return cancel;
}

function isInLink(target: EventTarget | null): boolean {
  return target !== null && "closest" in target && (target as Element).closest("a[href]") !== null;
}
