/** Servers answer programs, and speak of addresses and requests: this is what people at a prompt do, by the code of the error. */
const remedies: Readonly<Record<string, string>> = {
  'task-unknown': 'butler tasks lists them all.',
  'run-unknown': 'butler history lists them; those of long ago are forgotten.',
  'pause-unknown': 'butler tasks tells what rests; what was not paused by hand goes on by itself.',
  'preference-unknown': 'butler settings lists them all.',
  'preference-value': 'butler settings <id> tells what it can be.',
  'backup-unlisted': 'butler backups lists them all.',
  'quarantine-unknown': 'butler quarantine lists what can be put back.',
  'request-invalid': 'See the --help of the command.',
};

/** What a person at a prompt does about an error, where that is something else than `remedy` says. */
export function remedyFor(code: string, remedy: string): string {
  return remedies[code] ?? remedy;
}
