import { allocate } from "./allocate.ts";

/** What the platform keeps of a price without tax, in hundredths of a percent. What the processor takes is paid from it. */
export const commissionBasisPoints = 1_500;

/** A payment, split; the parts add up to it. */
export type Split = { readonly taxMinor: number; readonly commissionMinor: number; readonly sellerMinor: number };

export type Payable = {
  /** With tax. */
  readonly amountMinor: number;
  readonly taxMinor: number;
  readonly basisPoints: number;
};

/** Splits what a buyer paid into tax, commission and the seller's share. A half unit of commission goes to the seller. */
export function splitPayment({ amountMinor, taxMinor, basisPoints }: Payable): Split {
  const [sellerMinor = 0, commissionMinor = 0] =
    amountMinor === taxMinor ? [0, 0] : allocate(amountMinor - taxMinor, [10_000 - basisPoints, basisPoints]);
  return { taxMinor, commissionMinor, sellerMinor };
}
