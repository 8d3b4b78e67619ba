import Link from "next/link";

export function Wordmark({ href }: { readonly href: string }) {
  return (
    <Link
      href={href}
      prefetch={false}
      className="inline-flex items-center gap-2.5 text-14 font-bold tracking-[-0.01em] whitespace-nowrap text-text no-underline hover:no-underline"
    >
      <svg className="flex-none text-accent" width="20" height="20" viewBox="0 0 24 24" fill="none" aria-hidden="true">
        <path
          d="M3 18h5v-6h5.5V6H21"
          stroke="currentColor"
          strokeWidth="2.6"
          strokeLinecap="round"
          strokeLinejoin="round"
        />
        <circle cx="20" cy="18" r="2.4" fill="currentColor" />
      </svg>
      Fleet Persona
    </Link>
  );
}
