type Carried = {
  readonly blocks: { readonly current: { readonly arm: string } | null } | null;
  readonly armViews: readonly { readonly name: string; readonly title: string; readonly carrying: number }[];
};

/** "Now all hosts run Half the factor", "As it is on 20 hosts, Half the factor on 2". */
export function whoRuns({ blocks, armViews }: Carried): string {
  const now = armViews.find(({ name }) => name === blocks?.current?.arm);
  if (now !== undefined) return `Now all hosts run ${now.title}.`;
  const carried = armViews.filter(({ carrying }) => carrying > 0);
  if (blocks !== null || carried.length === 0) return "All hosts run what is in charge.";
  return `${carried.map(({ title, carrying }) => `${title} on ${carrying} ${carrying === 1 ? "host" : "hosts"}`).join(", ")}.`;
}
