/** What the program ends with. Scripts rely on these: they are never given another meaning. */
export const exitCodes = {
  done: 0,
  failed: 1,
  misunderstood: 2,
  unreachable: 3,
  refused: 4,
  unsupported: 5,
  interrupted: 130,
} as const;

/** For `butler help exit-codes`. */
export const exitCodeMeanings: readonly (readonly [code: number, meaning: string])[] = [
  [exitCodes.done, 'All went well.'],
  [exitCodes.failed, 'Something failed: the command, the run that it followed, or a check of butler doctor.'],
  [exitCodes.misunderstood, 'The command line was not understood, or names something that does not exist.'],
  [exitCodes.unreachable, 'No server answers.'],
  [exitCodes.refused, 'The server does not accept the token.'],
  [exitCodes.unsupported, 'The server cannot do that: it is a Plex Media Server, or an older Butler.'],
  [exitCodes.interrupted, 'It was cut off by Ctrl-C.'],
];

/** By the code of the error, ours or the server's. */
const codesOfErrors: Readonly<Record<string, number>> = {
  'request-invalid': exitCodes.misunderstood,
  'request-malformed': exitCodes.misunderstood,
  'pause-unknown': exitCodes.misunderstood,
  'option-invalid': exitCodes.misunderstood,
  'section-syntax': exitCodes.misunderstood,
  'command-unknown': exitCodes.misunderstood,
  'address-invalid': exitCodes.misunderstood,
  'profile-unknown': exitCodes.misunderstood,
  'profile-name': exitCodes.misunderstood,
  'task-unknown': exitCodes.misunderstood,
  'run-unknown': exitCodes.misunderstood,
  'preference-unknown': exitCodes.misunderstood,
  'preference-value': exitCodes.misunderstood,
  'section-named': exitCodes.misunderstood,
  'backup-unknown': exitCodes.misunderstood,
  'backup-unlisted': exitCodes.misunderstood,
  'quarantine-unknown': exitCodes.misunderstood,
  'section-unknown': exitCodes.misunderstood,
  'server-absent': exitCodes.unreachable,
  'server-unreachable': exitCodes.unreachable,
  'token-refused': exitCodes.refused,
  'server-unable': exitCodes.unsupported,
};

/** What an error ends the program with. */
export function exitCodeOf(code: string): number {
  return codesOfErrors[code] ?? exitCodes.failed;
}
