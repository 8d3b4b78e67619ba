const words: Readonly<Record<string, string>> = {
  "address-refused": "not a public address",
  "name-unresolved": "name not found",
  "connect-failed": "no connection",
  "tls-failed": "certificate not trusted",
  "timed-out": "no answer in time",
  "answer-broken": "answer broke off",
  "secret-unreadable": "rotate its secret",
};

/** Why a try got no answer, in three words. */
export function failureWords(failure: string | null): string {
  return failure === null ? "no answer" : (words[failure] ?? failure);
}
