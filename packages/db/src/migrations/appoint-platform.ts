import postgres from "postgres";

/** What only the operator of the platform decides; left out, it stays as it is. */
export type PlatformChoices = {
  readonly ownerUrl: string;
  /** Addresses of who moderates, instead of whoever did; they need not have signed in yet. */
  readonly moderators?: readonly string[];
  /** Figures of `platform_settings`, by name. */
  readonly settings?: Readonly<
    Partial<Record<"review_min_seconds" | "established_days" | "established_seconds", number>>
  >;
  /** Reserved publisher names, each with the address of who may register it, beside those there are. */
  readonly reservedNames?: readonly { readonly slug: string; readonly email: string }[];
};

/** Writes down, as the database's owner, who moderates, what reviews ask for and who may bear a reserved name. */
export async function appointPlatform(choices: PlatformChoices): Promise<void> {
  const { ownerUrl, moderators, settings = {}, reservedNames = [] } = choices;
  const sql = postgres(ownerUrl, { max: 1, onnotice: () => {} });
  try {
    await sql.begin(async (tx) => {
      if (moderators !== undefined) {
        const emails = moderators.map((email) => email.trim().toLowerCase());
        await tx`delete from platform_staff where not email = any (${emails})`;
        await tx`insert into platform_staff (email, role) select email, 'moderator' from unnest(${emails}::text[]) email
          on conflict do nothing`;
      }
      for (const [name, value] of Object.entries(settings))
        await tx`update platform_settings set value = ${value} where name = ${name}`;
      for (const { slug, email } of reservedNames)
        await tx`insert into reserved_names (slug, email) values (${slug}, ${email.toLowerCase()})
          on conflict (slug) do update set email = excluded.email`;
    });
  } finally {
    await sql.end();
  }
}
