import { createHash, createPublicKey, type KeyObject, verify } from 'node:crypto';
import { z } from 'zod';
import { type SeenFeed, type UpdateChannel, updateChannels } from '../domain/updates.ts';

/** Why a feed is not believed, in a few words. */
export class UntrustedFeed extends Error {}

const instant = z.iso.datetime().transform(text => Date.parse(text));

const schema = z.object({
  format: z.literal(1),
  channel: z.enum(updateChannels),
  sequence: z.int().min(1),
  publishedAt: instant,
  expiresAt: instant,
  releases: z
    .array(
      z.object({
        version: z.string().max(100),
        releasedAt: instant,
        notes: z.string().max(50_000),
        package: z.object({
          address: z.string().min(1).max(2_000),
          bytes: z.int().min(1).max(2_000_000_000),
          sha512: z.string().regex(/^[0-9a-f]{128}$/),
        }),
      }),
    )
    .max(200),
});

/** A feed whose signature and form are right. Instants are milliseconds since 1970 UTC. */
export type Feed = z.infer<typeof schema> & {
  /** SHA-256 over its bytes, hexadecimal. */
  readonly digest: string;
};

/**
 * Opens a signed feed: the signature in base64 on the first line, and behind its line break the JSON that is signed, byte
 * by byte (Ed25519, RFC 8032). Nothing of it is looked at before the signature is found good. Throws {@link UntrustedFeed}.
 *
 * @param key 32 bytes in base64
 */
export function openFeed(bytes: Buffer, key: string): Feed {
  const end = bytes.indexOf('\n');
  const signature = end === 88 ? Buffer.from(bytes.toString('latin1', 0, end), 'base64') : Buffer.alloc(0);
  const signed = bytes.subarray(end + 1);
  if (signature.length !== 64) throw new UntrustedFeed('it does not begin with a signature');
  if (!verify(null, signed, publicKey(key), signature)) throw new UntrustedFeed('its signature is wrong');
  const digest = createHash('sha256').update(bytes).digest('hex');
  return { ...parse(signed.toString()), digest };
}

function parse(text: string): z.infer<typeof schema> {
  try {
    return schema.parse(JSON.parse(text));
  } catch (error) {
    if (!(error instanceof z.ZodError)) throw new UntrustedFeed('it is no JSON');
    const [issue] = error.issues;
    const isNewer = issue?.path[0] === 'format';
    throw new UntrustedFeed(
      isNewer
        ? 'it is of a format that this Butler does not know'
        : `${issue?.path.join('.')} in it is wrong`,
    );
  }
}

/** Whether a text is a public key as {@link openFeed} takes it. */
export function isPublicKey(text: string): boolean {
  return /^[A-Za-z0-9+/]{43}=$/.test(text);
}

function publicKey(key: string): KeyObject {
  const x = Buffer.from(key, 'base64').toString('base64url');
  return createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' });
}

const dayMs = 86_400_000;

/**
 * Refuses a feed that is signed but not the one to go by now: of another channel, from the future, expired, or older than
 * one that was seen, lest somebody plays an old one back to keep a known hole open. Throws {@link UntrustedFeed}.
 */
export function requireCurrent(
  feed: Feed,
  channel: UpdateChannel,
  before: SeenFeed | undefined,
  now: number,
): void {
  const problem =
    feed.channel !== channel
      ? `it is that of the channel ${feed.channel}`
      : // Clocks may differ, but not by more than a day.
        feed.publishedAt > now + dayMs
        ? `it is of the future (${new Date(feed.publishedAt).toISOString()})`
        : feed.expiresAt <= now
          ? `it expired on ${new Date(feed.expiresAt).toISOString()}`
          : before && isOlder(feed, before)
            ? `it is older than one that was seen before (${feed.sequence} after ${before.sequence})`
            : before && feed.sequence === before.sequence && feed.digest !== before.digest
              ? `it is another one under the same number (${feed.sequence})`
              : undefined;
  if (problem !== undefined) throw new UntrustedFeed(problem);
}

function isOlder(feed: Feed, before: SeenFeed): boolean {
  return feed.sequence < before.sequence || feed.publishedAt < before.publishedAt;
}
