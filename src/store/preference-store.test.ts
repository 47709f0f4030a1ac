import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openStore, type Store } from './open.ts';

let folder: string;
let store: Store;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'butler-preferences-'));
  store = await openStore(folder);
});

afterEach(async () => {
  await store.close();
  await rm(folder, { recursive: true });
});

test('holds what was set, and null puts the default back', async () => {
  expect(await store.preferences.all()).toEqual({});
  await store.preferences.set({ ButlerStartHour: '2', ButlerEndHour: '5', __proto__x: '' });
  await store.preferences.set({ ButlerStartHour: '3', ButlerEndHour: null, Unset: null });
  expect(await store.preferences.all()).toEqual({ ButlerStartHour: '3', __proto__x: '' });
});

test('survives reopening', async () => {
  await store.preferences.set({ FriendlyName: 'Keller "2"' });
  await store.close();
  store = await openStore(folder);
  expect(await store.preferences.all()).toEqual({ FriendlyName: 'Keller "2"' });
});
