"use client";

import { Content, Portal, Provider, Root, Trigger } from "radix-ui/tooltip";
import type { ReactNode } from "react";

type Props = {
  /** One sentence at most; what a reader needs stands on the page itself. */
  readonly text: ReactNode;
  /** One element that takes focus. */
  readonly children: ReactNode;
};

/** A short word on what is pointed at or focused. */
export function Tooltip({ text, children }: Props) {
  return (
    <Provider delayDuration={300}>
      <Root>
        <Trigger asChild>{children}</Trigger>
        <Portal>
          <Content
            sideOffset={6}
            collisionPadding={8}
            className="z-50 max-w-[280px] rounded-2 bg-text px-2.5 py-1.5 text-12 text-surface shadow-over"
          >
            {text}
          </Content>
        </Portal>
      </Root>
    </Provider>
  );
}
