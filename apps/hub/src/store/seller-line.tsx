import { Icon } from "../ui/icon.tsx";
import { SoftLink } from "./frame/soft-link.tsx";

type Props = { readonly publisher: string; readonly name: string; readonly domain: string | null };

/** Who sells, with the domain that vouches for them where one does. */
export function SellerLine({ publisher, name, domain }: Props) {
  return (
    <span className="inline-flex min-w-0 flex-wrap items-center gap-x-1.5">
      <SoftLink href={`/store/${publisher}`} className="inline-flex min-h-6 items-center text-text">
        {name}
      </SoftLink>
      {domain !== null && (
        <span
          className="inline-flex items-center gap-1 text-good"
          title={`${domain} vouches for this seller by a DNS record`}
        >
          <Icon name="check" size={12} />
          <span className="visually-hidden">verified: </span>
          {domain}
        </span>
      )}
    </span>
  );
}
