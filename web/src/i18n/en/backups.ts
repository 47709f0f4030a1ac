/** The page Backups. */
export const backups = {
  'backups.make': 'Back up now',
  'backups.total': { one: 'One backup, {bytes}', other: '{count} backups, {bytes}' },
  'backups.list': 'What there is',
  'backups.none': 'There is no backup yet',
  'backups.noneText':
    'Every third night one is made, restored on trial and compared with the database row by row. You can have the first one now.',
  'backups.making': 'A backup is being made',
  'backups.waits': 'A backup waits for its turn',
  'backups.stop': 'Stop',
  'backups.bytesOf': '{done} of {total}',
  'backups.timeLeft': '{length} left',
  'backups.lastFailed': 'The last backup failed',
  'backups.showRun': 'Show that run',

  'verdict.label': 'What it comes to',
  'verdict.good': 'The newest good backup was made {when}',
  'verdict.goodText': 'It was restored on trial, and every row compared.',
  'verdict.damaged': { one: 'Another one is damaged.', other: '{count} others are damaged.' },
  'verdict.old': 'The newest good backup was made {when}',
  'verdict.oldText': 'What has changed since then has none. Make one now.',
  'verdict.none': 'No backup is good',
  'verdict.noneText': 'If the database were lost today, it could not be brought back. Make a backup now.',

  'backup.sound': 'verified',
  'backup.damaged': 'damaged',
  'backup.rows': { one: 'One row', other: '{count} rows' },
  'backup.verified': 'Restored on trial',
  'backup.places': 'Where it is',
  'backup.verify': 'Verify',
  'backup.restore': 'Restore…',

  'trial.running': 'It is being restored on trial. A large one takes minutes.',
  'trial.cancel': 'Cancel',
  'trial.compared': {
    one: 'It can be restored: one row, {bytes}, compared with what was backed up.',
    other: 'It can be restored: {bytes}, {count} rows, every one compared with what was backed up.',
  },
  'trial.intact': {
    one: 'It can be restored: one row, {bytes}. The file is intact; rows were not compared.',
    other: 'It can be restored: {count} rows, {bytes}. The file is intact; rows were not compared.',
  },

  'restore.title': 'Restore a backup',
  'restore.text':
    'The backup of {made}. While Butler runs its database is in use, so this is done at the command line of the server.',
  'restore.rehearse': 'Rehearse it',
  'restore.rehearseText': 'All of it is done but putting the result in place. Nothing changes.',
  'restore.rehearseNow': 'Rehearse now',
  'restore.stop': 'Stop Butler',
  'restore.stopText': 'This page will say that the server does not answer.',
  'restore.run': 'Run this at the server',
  'restore.runText':
    'The database that is there now is kept in a folder “before-restore-…”, and can be put back by the same command.',
  'restore.start': 'Start Butler again',
  'restore.startText': 'Index files and pictures that are missing then are made again by their tasks.',

  'command.copy': 'Copy',
  'command.copied': 'Copied',
  'command.marked': 'It is marked: copy it with the keyboard.',
} as const;
