import { join } from 'node:path';
import type { ArtworkKind } from '../domain/metadata.ts';
import type { MetadataStore } from '../domain/metadata-store.ts';
import type { LibraryStore } from '../domain/ports.ts';
import type { DataFolders } from '../domain/run-context.ts';
import { findBlob } from '../files/blobs.ts';
import { RefusedRequest } from '../http/failure.ts';
import type { LibraryFiles } from '../http/plex/browse/file-routes.ts';
import { readPictureAt } from '../media/formats/bif-picture.ts';

interface Reading {
  readonly library: Pick<LibraryStore, 'findPart' | 'findArtifact'>;
  readonly metadata: Pick<MetadataStore, 'metadataOf' | 'sidecarsOf'>;
}

/** Finds the files that clients ask for through what the library knows of them: no path comes from a request. */
export class KnownFiles implements LibraryFiles {
  readonly #library: Reading['library'];
  readonly #metadata: Reading['metadata'];
  readonly #folders: Pick<DataFolders, 'bundles' | 'blobs'>;
  readonly #answers: (path: string) => Promise<boolean>;

  /** @param answers whether what a path lies on answers */
  constructor(
    library: Reading['library'],
    metadata: Reading['metadata'],
    folders: Pick<DataFolders, 'bundles' | 'blobs'>,
    answers: (path: string) => Promise<boolean>,
  ) {
    this.#library = library;
    this.#metadata = metadata;
    this.#folders = folders;
    this.#answers = answers;
  }

  async part(partId: number): Promise<string | undefined> {
    return await this.#answering((await this.#library.findPart(partId))?.path);
  }

  async sidecar(partId: number, place: number): Promise<string | undefined> {
    return await this.#answering((await this.#metadata.sidecarsOf([partId])).get(partId)?.[place]?.file);
  }

  async artwork(itemId: number, kinds: readonly ArtworkKind[]): Promise<string | undefined> {
    const { artwork = [] } = (await this.#metadata.metadataOf([itemId])).get(itemId) ?? {};
    for (const kind of kinds) {
      for (const picture of artwork.filter(one => one.kind === kind)) {
        if ('file' in picture) return await this.#answering(picture.file);
        const path = await findBlob(this.#folders.blobs, picture.blob);
        if (path !== undefined) return path;
      }
    }
    return undefined;
  }

  async indexFile(partId: number): Promise<string | undefined> {
    const artifact = await this.#library.findArtifact(partId, 'indexFile');
    return artifact && join(this.#folders.bundles, artifact.path);
  }

  async indexPicture(partId: number, ms: number): Promise<Uint8Array<ArrayBuffer> | undefined> {
    const path = await this.indexFile(partId);
    if (path === undefined) return undefined;
    return readPictureAt(path, ms).catch((error: NodeJS.ErrnoException) => {
      // Cleaned away, or spoilt: the next run makes it anew.
      if (error.code === 'ENOENT' || error instanceof RangeError) return undefined;
      throw error;
    });
  }

  /** A path among the media as it is. Throws where its share does not answer. */
  async #answering(path: string | undefined): Promise<string | undefined> {
    if (path === undefined || (await this.#answers(path))) return path;
    throw new RefusedRequest({ status: 503, message: 'The share on which that lies does not answer.' });
  }
}
