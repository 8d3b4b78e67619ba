/** How a link or a button in a sheet looks. */
export const sheetRow =
  "flex min-h-9 w-full cursor-pointer items-center justify-between gap-3 rounded-1 border-0 bg-transparent px-2.5 text-left text-13 " +
  "text-text no-underline hover:bg-sunk hover:no-underline aria-[current=page]:bg-accent-wash aria-[current=page]:font-medium";
