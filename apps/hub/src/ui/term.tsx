"use client";

import { Content, Portal, Provider, Root, Trigger } from "radix-ui/tooltip";
import { useState, type ReactNode } from "react";

type Props = {
  readonly word: string;
  readonly meaning: string;
  /** How the word stands in its sentence, where it is not the word itself. */
  readonly children?: ReactNode;
};

/** A word with its meaning a hover, a tap or a Tab away. */
export function Term({ word, meaning, children }: Props) {
  const [open, setOpen] = useState(false);
  return (
    <Provider delayDuration={150}>
      <Root open={open} onOpenChange={setOpen}>
        <Trigger
          type="button"
          className="cursor-help border-0 border-b border-dotted border-muted bg-transparent p-0 text-left tracking-[inherit] [font:inherit]"
          onClick={() => setOpen(true)}
        >
          {children ?? word}
        </Trigger>
        <Portal>
          <Content
            sideOffset={6}
            collisionPadding={16}
            className="z-50 max-w-[280px] rounded-2 border border-line bg-raised px-3 py-2.5 text-13 text-text shadow-over"
          >
            <span className="font-medium">{word}</span>: {meaning}
          </Content>
        </Portal>
      </Root>
    </Provider>
  );
}
