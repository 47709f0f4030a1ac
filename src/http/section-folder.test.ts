import { expect, test } from 'vitest';
import type { Root } from '../domain/library.ts';
import { findSectionFolder } from './section-folder.ts';

const section = (...paths: string[]) => ({
  roots: paths.map((path, id): Root => ({ id, sectionId: 1, path })),
});

test.each([
  ['/media/films', '/media/films'],
  ['/media/films/', '/media/films'],
  ['/media/films//Alien/../Brazil (1985)/', '/media/films/Brazil (1985)'],
  ['/media/films/../series', undefined],
  ['/media/films-more', undefined],
  ['media/films', undefined],
  ['/media/films/A\0', undefined],
  ['', undefined],
])('%j in a section of films', (given, folder) => {
  expect(findSectionFolder(section('/mnt', '/media/films'), given)).toBe(folder);
});

test('every folder lies in the root of all', () => {
  expect(findSectionFolder(section('/'), '/media')).toBe('/media');
  expect(findSectionFolder(section('/'), '/')).toBe('/');
});
