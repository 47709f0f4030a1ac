import type { Part } from '../../domain/library.ts';
import type { RunContext } from '../../domain/run-context.ts';
import { partIdOf, type UnitSpec } from '../../domain/task.ts';

/** What one unit makes of a part, and from what: the version of a unit, in parts. */
export interface Making {
  /** Of what is made, and of its settings; without spaces. Another one is another result. */
  readonly version: string;
  readonly contentHash: string;
  readonly size: number;
  readonly modifiedAt: number;
}

/** What is to be made of a part; undefined while its content is not known. */
function findMaking(part: Part, version: string): Making | undefined {
  const { contentHash, size, modifiedAt } = part;
  return contentHash === undefined ? undefined : { version, contentHash, size, modifiedAt };
}

export function formatMaking({ version, contentHash, size, modifiedAt }: Making): string {
  return [version, contentHash, size, modifiedAt].join(' ');
}

export function parseMaking(text: string): Making {
  const [version = '', contentHash = '', size, modifiedAt] = text.split(' ');
  return { version, contentHash, size: Number(size), modifiedAt: Number(modifiedAt) };
}

/** The unit that makes something of each part. Those whose content is not known have none. */
export function unitsOf(parts: readonly Part[], version: string): readonly UnitSpec[] {
  return parts.flatMap((part): UnitSpec[] => {
    const making = findMaking(part, version);
    if (!making) return [];
    const label = part.relativePath.slice(part.relativePath.lastIndexOf('/') + 1);
    return [{ subject: `part:${part.id}`, version: formatMaking(making), label, bytes: part.size }];
  });
}

/** The part of a unit, if the unit is what would be found now: the same content of the same file, in the same version. */
export async function findCurrent(
  { library }: Pick<RunContext, 'library'>,
  unit: UnitSpec,
  version: string,
): Promise<Part | undefined> {
  const part = await library.findPart(partIdOf(unit));
  const making = part && findMaking(part, version);
  return making && formatMaking(making) === unit.version ? part : undefined;
}
