/** What the errors of file calls mean to a person. */
const meanings: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  ENOENT: 'it does not exist',
  ENOTDIR: 'it is not a folder',
  EIO: 'the disk reports an error',
  ELOOP: 'it leads back to itself',
  ENAMETOOLONG: 'its path is too long',
  ENOTCONN: 'the network disk is not connected',
  EHOSTDOWN: 'the network disk is not connected',
  ESTALE: 'the network disk no longer knows it',
  EMFILE: 'this user has as many open as the system allows',
  ETIMEDOUT: 'the network disk does not answer',
};

function codeOf(error: unknown): string | undefined {
  return (error as NodeJS.ErrnoException | null)?.code;
}

/** Whether an error comes from a file call, and not from the code around it. */
export function isFileError(error: unknown): boolean {
  return typeof (error as NodeJS.ErrnoException | null)?.syscall === 'string';
}

/** Whether a file call failed because there is nothing by that name. */
export function isNotThere(error: unknown): boolean {
  const code = codeOf(error);
  return code === 'ENOENT' || code === 'ENOTDIR';
}

/** One phrase for an error of a file call, without the path. */
export function describeFileError(error: unknown): string {
  const code = codeOf(error);
  if (code === undefined) return error instanceof Error ? error.message : String(error);
  return meanings[code] ?? code;
}
