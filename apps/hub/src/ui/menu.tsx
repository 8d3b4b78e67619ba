"use client";

import { Content, Item, Label, Portal, Root, Separator, Trigger } from "radix-ui/dropdown-menu";
import Link from "next/link";
import type { ReactNode } from "react";
import { buttonLook, type ButtonSize, type ButtonTone } from "./button-look.ts";
import { classes } from "./classes.ts";
import { Icon } from "./icon.tsx";

type Props = {
  readonly label: ReactNode;
  readonly tone?: ButtonTone;
  readonly size?: ButtonSize;
  readonly align?: "start" | "end";
  readonly children: ReactNode;
};

/** What can be done with something, behind one button. Not modal: a modal menu of Radix's writes a style tag. */
export function Menu({ label, tone = "plain", size = "medium", align = "end", children }: Props) {
  return (
    <Root modal={false}>
      <Trigger className={buttonLook({ tone, size })}>
        {label}
        <Icon name="chevron-down" size={12} />
      </Trigger>
      <Portal>
        <Content
          align={align}
          sideOffset={6}
          collisionPadding={8}
          className="z-40 grid min-w-50 rounded-3 border border-line bg-raised p-1.5 shadow-over"
        >
          {children}
        </Content>
      </Portal>
    </Root>
  );
}

const itemLook =
  "flex min-h-8 cursor-pointer items-center justify-between gap-3 rounded-1 px-2.5 text-13 no-underline outline-none " +
  "data-highlighted:bg-sunk data-disabled:cursor-not-allowed data-disabled:text-muted hover:no-underline";

type ItemProps = {
  readonly onSelect: () => void;
  readonly danger?: boolean;
  readonly disabled?: boolean;
  readonly children: ReactNode;
};

export function MenuItem({ onSelect, danger = false, disabled = false, children }: ItemProps) {
  return (
    <Item
      className={classes(itemLook, danger ? "text-bad" : "text-text")}
      disabled={disabled}
      onSelect={() => onSelect()}
    >
      {children}
    </Item>
  );
}

export function MenuLink({ href, children }: { readonly href: string; readonly children: ReactNode }) {
  return (
    <Item asChild>
      <Link href={href} className={classes(itemLook, "text-text")}>
        {children}
      </Link>
    </Item>
  );
}

export function MenuNote({ children }: { readonly children: ReactNode }) {
  return <Label className="px-2.5 py-1.5 text-12 text-muted">{children}</Label>;
}

export function MenuLine() {
  return <Separator className="my-1.5 h-px bg-line" />;
}
