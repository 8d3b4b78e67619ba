"use client";

import { Content, Portal, Root, Trigger } from "radix-ui/popover";
import type { ReactNode } from "react";
import { buttonLook, type ButtonSize, type ButtonTone } from "./button-look.ts";

type Props = {
  readonly label: ReactNode;
  readonly tone?: ButtonTone;
  readonly size?: ButtonSize;
  readonly align?: "start" | "center" | "end";
  readonly children: ReactNode;
};

/** More about something, or a small form, beside the button it belongs to. */
export function Popover({ label, tone = "plain", size = "medium", align = "start", children }: Props) {
  return (
    <Root>
      <Trigger className={buttonLook({ tone, size })}>{label}</Trigger>
      <Portal>
        <Content
          align={align}
          sideOffset={6}
          collisionPadding={16}
          className="z-40 max-w-[min(360px,calc(100vw-32px))] rounded-3 border border-line bg-raised p-4 text-13 shadow-over"
        >
          {children}
        </Content>
      </Portal>
    </Root>
  );
}
