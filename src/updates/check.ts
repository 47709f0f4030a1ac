import { randomUUID } from 'node:crypto';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { ButlerError } from '../domain/errors.ts';
import type { Release, SeenFeed, UpdateChannel, UpdateStore } from '../domain/updates.ts';
import { showAddress } from '../download/address.ts';
import { download } from '../download/download.ts';
import { NotDownloaded } from '../download/receive.ts';
import { followed } from '../download/redirect.ts';
import { explainWriteError } from '../files/write-error.ts';
import { type Feed, openFeed, requireCurrent, UntrustedFeed } from './feed.ts';
import { fetchPackage } from './package-file.ts';
import { planUpdate } from './plan-update.ts';

const mostFeedBytes = 1_000_000;

interface Check {
  /** Of the feed. */
  readonly address: string;
  readonly channel: UpdateChannel;
  /** 32 bytes in base64. */
  readonly key: string;
  readonly installed: string;
  /** Where packages are put; none is downloaded where absent. */
  readonly packages?: string | undefined;
  /** For what is downloaded and not yet believed. */
  readonly staging: string;
  readonly store: UpdateStore;
  /** Milliseconds since 1970 UTC. */
  readonly now: number;
  readonly signal: AbortSignal;
}

/** Feeds are counted for each key and channel, wherever they come from. */
export function signerOf(key: string, channel: UpdateChannel): string {
  return `${key} ${channel}`;
}

/**
 * Asks a feed for a newer release. What was found is kept, and with it which feed it was. Throws `update-untrusted`
 * where the feed or the package cannot be had or is not what it should be: then nothing is kept.
 */
export async function checkForUpdate(check: Check): Promise<SeenFeed> {
  const { address, channel, key, installed, packages, store, now, signal } = check;
  try {
    const feed = openFeed(await fetchFeed(check), key);
    const signer = signerOf(key, channel);
    requireCurrent(feed, channel, await store.findFeed(signer), now);
    const release = findRelease(feed, address, installed);
    const file = release && packages ? await fetchPackage(release, packages, signal) : undefined;
    const { sequence, publishedAt, digest } = feed;
    const seen: SeenFeed = {
      ...{ sequence, publishedAt, digest, checkedAt: now },
      ...(release && { release }),
      ...(file !== undefined && { file }),
    };
    await store.keepFeed(signer, seen);
    return seen;
  } catch (error) {
    if (!(error instanceof UntrustedFeed || error instanceof NotDownloaded)) throw error;
    throw new ButlerError(
      'update-untrusted',
      { address: showAddress(address), cause: error.message },
      { cause: error },
    );
  }
}

async function fetchFeed({ address, staging, signal }: Check): Promise<Buffer> {
  const file = join(staging, `feed-${randomUUID()}`);
  try {
    await download({ address, file, mostBytes: mostFeedBytes, signal, stalledMs: 30_000, wholeMs: 120_000 });
    return await readFile(file);
  } catch (error) {
    throw explainWriteError(error, staging);
  } finally {
    await rm(file, { force: true });
  }
}

/** Packages lie on the host of their feed: no other was configured. */
function findRelease(feed: Feed, address: string, installed: string): Release | undefined {
  const release = planUpdate(feed.releases, feed.channel, installed);
  if (!release) return undefined;
  const place = followed(new URL(address), release.package.address);
  if ('refused' in place)
    throw new UntrustedFeed('its package lies on another host, or is not safe to fetch');
  return { ...release, package: { ...release.package, address: place.url.href } };
}
