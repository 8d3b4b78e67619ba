import { useLayoutEffect, useRef, type ChangeEvent, type RefObject } from "react";

type Control = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;
type Owned<Kind extends Control> = {
  readonly value?: string | number | readonly string[] | undefined;
  readonly checked?: boolean | undefined;
  readonly onChange?: ((event: ChangeEvent<Kind>) => void) | undefined;
};

/** Tells a control's owner what was typed or chosen before the page's script was there: React leaves that on the screen and says nothing of it. */
export function useEarlyInput<Kind extends Control>({ value, checked, onChange }: Owned<Kind>): RefObject<Kind | null> {
  const ref = useRef<Kind>(null);
  const owned = useRef({ value, checked, onChange });
  useLayoutEffect(() => {
    const control = ref.current;
    const { value: written, checked: set, onChange: tell } = owned.current;
    if (control === null || tell === undefined) return;
    const typed = written !== undefined && set === undefined && control.value !== String(written);
    const chosen = set !== undefined && "checked" in control && control.checked !== set;
    // The owner reads the control, and nothing else of an event.
    if (typed || chosen) tell({ target: control, currentTarget: control } as ChangeEvent<Kind>);
  }, []);
  return ref;
}

/** The same for radio buttons in one fieldset, whose owner is told the chosen value. */
export function useEarlyChoice(value: string | undefined, tell: ((value: string) => void) | undefined) {
  const ref = useRef<HTMLFieldSetElement>(null);
  const owned = useRef({ value, tell });
  useLayoutEffect(() => {
    const chosen = ref.current?.querySelector<HTMLInputElement>("input:checked");
    if (chosen != null && chosen.value !== owned.current.value) owned.current.tell?.(chosen.value);
  }, []);
  return ref;
}
