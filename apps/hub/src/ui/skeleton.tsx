import { classes } from "./classes.ts";

const shapes = { line: "h-3 my-1.5 rounded-1", title: "h-7 w-65 max-w-3/5 rounded-1", block: "h-45 rounded-3" };

type Props = {
  readonly shape?: keyof typeof shapes;
  readonly className?: string;
  /** What is being read, where nothing around it says so. */
  readonly label?: string;
};

/** Where something will stand once it is there, in its own size. */
export function Skeleton({ shape = "line", className, label }: Props) {
  return (
    <span
      {...(label !== undefined && { role: "status", "aria-label": label })}
      className={classes("block animate-breathe bg-line motion-reduce:animate-none", shapes[shape], className)}
    />
  );
}

/** A page's layout before its data: a title and a list of rows. */
export function PageSkeleton({ rows }: { readonly rows: number }) {
  return (
    <div
      className="mx-auto w-full max-w-[calc(var(--content)+48px)] px-4 pt-6 pb-16 sm:px-6 sm:pt-10"
      role="status"
      aria-label="Loading"
    >
      <div className="mb-6">
        <Skeleton shape="title" />
      </div>
      <RowsSkeleton rows={rows} />
    </div>
  );
}

export function RowsSkeleton({ rows }: { readonly rows: number }) {
  return (
    <div className="rounded-3 border border-line bg-raised shadow-card">
      {Array.from({ length: rows }, (_, row) => (
        <div className="p-4" key={row}>
          <Skeleton className="w-1/4" />
          <Skeleton className={row % 2 === 0 ? "w-3/5" : "w-4/5"} />
        </div>
      ))}
    </div>
  );
}
