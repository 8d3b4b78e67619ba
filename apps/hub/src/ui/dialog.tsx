"use client";

import { Close, Content, Description, Portal, Root, Title, Trigger } from "radix-ui/dialog";
import type { ReactNode } from "react";
import { buttonLook, iconButtonLook, type ButtonSize, type ButtonTone } from "./button-look.ts";
import { classes } from "./classes.ts";
import { Icon } from "./icon.tsx";

type Props = {
  readonly title: ReactNode;
  /** What this is about or what follows, read aloud when it opens. */
  readonly lead?: ReactNode;
  /** The button that opens it; without one the owner holds `open`. */
  readonly button?: { readonly label: ReactNode; readonly tone?: ButtonTone; readonly size?: ButtonSize };
  readonly open?: boolean;
  readonly onOpenChange?: (open: boolean) => void;
  readonly width?: "normal" | "wide";
  readonly children: ReactNode;
};

/**
 * What has to be answered before going on. Radix's overlay is not used: it locks scrolling by a style tag, which the
 * content security policy forbids; base.css locks it while a `data-scrim` is there.
 */
export function Dialog({ title, lead, button, open, onOpenChange, width = "normal", children }: Props) {
  return (
    <Root {...(open !== undefined && { open })} {...(onOpenChange !== undefined && { onOpenChange })}>
      {button !== undefined && <Trigger className={buttonLook(button)}>{button.label}</Trigger>}
      <Portal>
        <div data-scrim="" className="fixed inset-0 z-50 bg-scrim" />
        <Content
          className={classes(
            "fixed inset-x-4 top-[10vh] z-50 mx-auto grid max-h-[84vh] gap-4 overflow-y-auto rounded-3 border border-line bg-raised p-5 shadow-over",
            width === "wide" ? "max-w-narrow" : "max-w-[480px]",
          )}
          {...(lead === undefined && { "aria-describedby": undefined })}
        >
          <Title className="pr-8">{title}</Title>
          {lead !== undefined && <Description className="text-muted">{lead}</Description>}
          {children}
          <Close className={classes(iconButtonLook({ size: "small" }), "absolute top-4 right-4")} aria-label="Close">
            <Icon name="close" />
          </Close>
        </Content>
      </Portal>
    </Root>
  );
}

/** A button within a dialog that closes it and does nothing else. */
export function DialogClose({ children }: { readonly children: ReactNode }) {
  return <Close className={buttonLook({})}>{children}</Close>;
}
