import { ButlerError, formatError } from './errors.ts';

/** How much of what a database speaks of was there, and how much was not. */
export interface Settled {
  readonly there: number;
  readonly lost: number;
}

/** Brings a database that was restored to terms with the files that are here. */
export interface RestoredDatabase {
  /**
   * Forgets the derived files that are not there: their tasks then make them again. `isThere` is told the path below the
   * bundles folder.
   */
  forgetLostArtifacts(isThere: (path: string) => Promise<boolean>): Promise<Settled>;
  /**
   * Looks for the pictures that are kept by the hash of their content. What said that an item has one that is not there
   * is to be asked again, at the next refresh.
   */
  askForLostArtwork(isThere: (hash: string) => boolean): Promise<Settled>;
}

/** What a backup would bring back. */
export interface Restorable {
  /** The path of the backup. */
  readonly backup: string;
  /** ISO instant; absent for a bare database, which has no manifest. */
  readonly createdAt?: string;
  readonly bytes: number;
  readonly rows: number;
  readonly sections: number;
  /** Whether every row was compared with the manifest, or only the file's integrity checked. */
  readonly compared: boolean;
  /** The schema of the backup, and the one that it was brought to. */
  readonly schemaVersion: string;
  readonly schemaNow: string;
  /** Derived files that the database speaks of: the lost ones are made again. */
  readonly artifacts: Settled;
  /** Pictures that it speaks of: for the lost ones their source is asked again. */
  readonly artwork: Settled;
}

/** What was restored. */
export interface Restored extends Restorable {
  /** Whether the token of clients is now another one, that of the backup. */
  readonly token: boolean;
  /** The database that was there before, if one was. */
  readonly keptAs?: string;
}

/** Why a restore failed, as clients are told of errors. */
export interface RestoreFailure {
  readonly code: string;
  readonly message: string;
  readonly remedy: string;
}

/**
 * The last restore into a data folder.
 * - `comparing`: the backup is brought back beside the database; a server goes on meanwhile
 * - `replacing`: it is put in the place of the database; a server is away meanwhile
 * - `succeeded`: its data are in place
 * - `failed`: all is as it was
 */
export interface Restore {
  /** The name of the backup. */
  readonly backup: string;
  readonly state: 'comparing' | 'replacing' | 'succeeded' | 'failed';
  /** Milliseconds since 1970 UTC. */
  readonly beganAt: number;
  readonly endedAt?: number;
  /** How much was brought back and compared, from 0 to 1. */
  readonly fraction?: number;
  readonly restored?: Restored;
  readonly failure?: RestoreFailure;
  /** Who asked for it again with the same key asked for the same restore. */
  readonly key?: string;
}

export function failureOf(error: unknown): RestoreFailure {
  if (error instanceof ButlerError) return { code: error.code, message: error.message, remedy: error.remedy };
  const { remedy } = new ButlerError('internal', {});
  return { code: 'internal', message: formatError(error), remedy };
}

/** How it stands with a restore, in one line. */
export function describeRestore({ backup, state, restored, failure }: Restore): string {
  switch (state) {
    case 'comparing':
      return `${backup} is brought back beside the database, and compared.`;
    case 'replacing':
      return `${backup} is put in the place of the database. Butler is back in a moment.`;
    case 'succeeded': {
      const kept = restored?.keptAs === undefined ? '' : ` What was there before is kept: ${restored.keptAs}`;
      return `${backup} was restored.${kept}`;
    }
    case 'failed': {
      const why = failure ? ` ${failure.message} ${failure.remedy}` : '';
      return `${backup} was not restored; all is as it was.${why}`;
    }
  }
}
