import { isAbsolute } from 'node:path';
import { z } from '@hono/zod-openapi';
import { ButlerError, type ErrorCode } from '../../domain/errors.ts';
import { RefusedRequest } from '../failure.ts';
import { givenNumber } from './given-number.ts';

const idError = 'must be the number of a section';

export const sectionParams = z.object({
  id: givenNumber(idError).openapi({ example: 1 }),
});

const folderError = 'must be the absolute path of a folder';

/** A folder on the server: what is relative would depend on where that was started. */
export const givenFolder = z
  .string(folderError)
  .refine(path => isAbsolute(path) && !path.includes('\0'), folderError)
  .openapi({ example: '/media/films' });

/** Why a folder cannot be had, as what the field that names it must be. */
const refusals: { readonly [C in ErrorCode]?: string } = {
  'root-missing': 'must be a folder that is there',
  'root-not-a-folder': 'must be a folder',
  'root-unreadable': 'must be a folder that Butler may read',
  'root-overlaps': 'must not overlap a folder of another section',
  'root-in-data-folder': 'must lie apart from the data folder of Butler',
  'folder-outside': 'must lie where folders may be chosen from',
};

/** Names the field of the request where a folder that it names cannot be had. */
export async function refusingPaths<T>(work: Promise<T>, field = 'paths'): Promise<T> {
  try {
    return await work;
  } catch (error) {
    const message = error instanceof ButlerError ? refusals[(error as ButlerError).code] : undefined;
    if (message === undefined) throw error;
    const status = (error as ButlerError).code === 'folder-outside' ? 403 : 400;
    throw new RefusedRequest({ status, error: error as ButlerError, fields: [{ field, message }] });
  }
}
