import { createReadStream } from 'node:fs';
import { mkdir, open } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';

/** Why a package cannot be installed, in a few words. */
export class BadPackage extends Error {}

/** Everything in a package lies below this folder, as in those of npm. */
const top = 'package/';
const blockBytes = 512;
/** Of the header that gives a file a long name. */
const mostHeaderBytes = 65_536;

const defaultLimits = { files: 20_000, bytes: 500_000_000 };

/**
 * Unpacks a package, a tar archive (POSIX.1-2017, "pax Interchange Format") packed with gzip, into an empty folder of our
 * own. Only plain files are taken, each once, and only below that folder: links, devices, and names that lead elsewhere
 * are refused, and what unpacks to more than any release has. Throws {@link BadPackage}, and what the file system says.
 */
export async function unpack(file: string, folder: string, limits = defaultLimits): Promise<void> {
  // Errors of either stream end the one that is read.
  const bytes = new Bytes(pipeline(createReadStream(file), createGunzip(), () => {}));
  let longName: string | undefined;
  let [files, total] = [0, 0];
  try {
    for (;;) {
      const header = parseHeader(await bytes.take(blockBytes));
      if (!header) break;
      const padding = (blockBytes - (header.size % blockBytes)) % blockBytes;
      total += header.size;
      if (total > limits.bytes || ++files > limits.files) throw new BadPackage('it unpacks to too much');
      if (header.type === 'x' || header.type === 'g') {
        if (header.size > mostHeaderBytes) throw new BadPackage('a name in it is too long');
        const names = parseExtended(await bytes.take(header.size));
        if (header.type === 'x') longName = names.get('path');
      } else {
        await takeEntry({ ...header, name: longName ?? header.name }, bytes, folder);
        longName = undefined;
      }
      await bytes.take(padding);
    }
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    if (code.startsWith('Z_')) throw new BadPackage('its gzip packing is damaged');
    if (code === 'EEXIST') throw new BadPackage('it has a file twice');
    throw error;
  }
}

interface Header {
  readonly name: string;
  readonly size: number;
  readonly type: string;
  readonly isExecutable: boolean;
}

async function takeEntry({ name, size, type, isExecutable }: Header, bytes: Bytes, folder: string) {
  const isFolder = type === '5';
  const path = pathOf(isFolder ? name.replace(/\/$/, '') : name);
  if (isFolder && size === 0) return;
  if (type !== '0' && type !== '\0') throw new BadPackage(`${JSON.stringify(name)} in it is no plain file`);
  const target = join(folder, path);
  await mkdir(dirname(target), { recursive: true });
  await using handle = await open(target, 'wx', isExecutable ? 0o755 : 0o644);
  for await (const piece of bytes.pieces(size)) await handle.writeFile(piece);
}

/** Where it goes below the folder. */
function pathOf(name: string): string {
  const isBelow = `${name}/`.startsWith(top);
  const steps = name.slice(top.length).split('/');
  const isPlain = name === 'package' || steps.every(step => /^(?!\.{1,2}$)[^\\:\0]+$/.test(step));
  if (!isBelow || !isPlain) throw new BadPackage(`${JSON.stringify(name)} in it leads elsewhere`);
  return steps.join('/');
}

/** Undefined at the end, which is a block of zeros. */
function parseHeader(block: Buffer): Header | undefined {
  if (block.every(byte => byte === 0)) return undefined;
  const text = (from: number, length: number) =>
    block.toString('utf8', from, from + length).replace(/\0[\s\S]*$/, '');
  const number = (from: number, length: number) => {
    const digits = text(from, length).trim();
    if (!/^[0-7]+$/.test(digits)) throw new BadPackage('it is no tar archive');
    return Number.parseInt(digits, 8);
  };
  // The checksum counts itself as spaces.
  const sum = block.reduce((all, byte, at) => all + (at >= 148 && at < 156 ? 32 : byte), 0);
  if (sum !== number(148, 8)) throw new BadPackage('it is no tar archive');
  const prefix = text(345, 155);
  return {
    name: prefix === '' ? text(0, 100) : `${prefix}/${text(0, 100)}`,
    size: number(124, 12),
    type: String.fromCharCode(block[156] ?? 0),
    isExecutable: (number(100, 8) & 0o100) !== 0,
  };
}

/** Records `<length> <key>=<value>\n`; the length counts all of the record. */
function parseExtended(block: Buffer): ReadonlyMap<string, string> {
  const records = new Map<string, string>();
  for (let from = 0; from < block.length; ) {
    const match = /^(\d{1,6}) ([^=]+)=/.exec(block.toString('utf8', from, from + 300));
    const length = Number(match?.[1]);
    if (!match?.[2] || length === 0 || from + length > block.length)
      throw new BadPackage('it is no tar archive');
    const record = block.toString('utf8', from, from + length - 1);
    records.set(match[2], record.slice(record.indexOf('=') + 1));
    from += length;
  }
  return records;
}

/** A stream of which exact numbers of bytes are taken. */
class Bytes {
  readonly #source: AsyncIterator<Buffer>;
  #rest: Buffer = Buffer.alloc(0);

  constructor(source: AsyncIterable<Buffer>) {
    this.#source = source[Symbol.asyncIterator]();
  }

  /** So many bytes, as they come. */
  async *pieces(count: number): AsyncIterable<Buffer> {
    for (let left = count; left > 0; ) {
      if (this.#rest.length === 0) {
        const { done, value } = await this.#source.next();
        if (done) throw new BadPackage('it ends too early');
        this.#rest = value;
      }
      const piece = this.#rest.subarray(0, left);
      this.#rest = this.#rest.subarray(piece.length);
      left -= piece.length;
      yield piece;
    }
  }

  async take(count: number): Promise<Buffer> {
    return Buffer.concat(await Array.fromAsync(this.pieces(count)));
  }
}
