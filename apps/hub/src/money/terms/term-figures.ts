import {
  commissionBasisPoints,
  refundAnswerMs,
  refundNoticeMs,
  refundWindowMs,
  renewalGraceMs,
} from "@fleet-persona/money";

const days = (ms: number): number => ms / 86_400_000;

/** The figures of the terms, from where the program itself has them: what is written is what is done. */
export const termFigures = {
  refundDays: days(refundWindowMs),
  answerDays: days(refundAnswerMs),
  noticeDays: days(refundNoticeMs),
  graceDays: days(renewalGraceMs),
  commission: `${commissionBasisPoints / 100} %`,
} as const;
