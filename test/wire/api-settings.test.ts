import { readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import type { Preference } from '../../src/domain/preference.ts';
import { friendlyName } from '../../src/settings/preferences.ts';
import { Settings } from '../../src/settings/settings.ts';
import { askApi, RecordedPreferences, recordedServices } from '../support/http.ts';
import { RecordedButler } from '../support/recorded-butler.ts';

async function golden(name: string): Promise<unknown> {
  return JSON.parse(await readFile(new URL(`api/${name}.json`, import.meta.url), 'utf8'));
}

describe('a preference', () => {
  test('takes another value, and its default again', async () => {
    const ask = askApi();
    const changed = await ask('PUT', '/settings/ButlerStartHour', { value: 3 });
    expect(changed.status).toBe(200);
    expect(await changed.json()).toMatchObject({
      id: 'ButlerStartHour',
      value: 3,
      default: 2,
      changed: true,
    });
    expect(await (await ask('DELETE', '/settings/ButlerStartHour')).json()).toMatchObject({
      value: 2,
      changed: false,
    });
  });

  test.each([
    ['ButlerStartHour', { value: 24 }, 400, 'preference-value', { value: /^must be one of 0, 1/ }],
    ['ButlerStartHour', { value: 'two' }, 400, 'preference-value', { value: /^must be one of 0, 1/ }],
    ['ButlerStartHour', { value: null }, 400, 'request-invalid', { value: /true or false, a number, or/ }],
    ['ButlerStartHour', { values: 1 }, 400, 'request-invalid', { value: /must be/, values: /is no field/ }],
    ['Fixed', { value: 5 }, 403, 'preference-read-only', { value: /^cannot be changed$/ }],
    ['ButlerStartHuor', { value: 5 }, 404, 'preference-unknown', {}],
  ])('%s is refused %j', async (id, body, status, code, fields) => {
    const response = await askApi()('PUT', `/settings/${id}`, body);
    expect(response.status).toBe(status);
    const problem = (await response.json()) as { errors?: { field: string; message: string }[] };
    expect(problem).toMatchObject({ code });
    const told = Object.fromEntries((problem.errors ?? []).map(({ field, message }) => [field, message]));
    expect(Object.keys(told)).toEqual(Object.keys(fields));
    for (const [field, message] of Object.entries(fields)) expect(told[field]).toMatch(message);
  });

  test('that is unknown suggests the nearest', async () => {
    expect(await (await askApi()('GET', '/settings/ButlerStartHuor')).json()).toMatchObject({
      status: 404,
      detail: 'There is no preference "ButlerStartHuor"; did you mean ButlerStartHour?',
    });
  });

  test('changes with others, or none does, and each that is wrong is named', async () => {
    const ask = askApi();
    const wrong = await ask('PATCH', '/settings', { FriendlyName: 'A', Ratio: true, Fixed: 5, Ratoi: 1 });
    expect(wrong.status).toBe(400);
    expect(await wrong.json()).toMatchObject({
      errors: [
        { field: 'Ratio', message: 'must be a number' },
        { field: 'Fixed', message: 'cannot be changed' },
        { field: 'Ratoi', message: 'is no preference; did you mean Ratio?' },
      ],
    });
    expect(await (await ask('GET', '/settings/FriendlyName')).json()).toMatchObject({ changed: false });

    await ask('PUT', '/settings/Ratio', { value: 0.75 });
    const right = await ask('PATCH', '/settings', { FriendlyName: 'Attic', Ratio: null });
    expect(await right.json()).toMatchObject({
      items: [
        { id: 'FriendlyName', value: 'Attic', changed: true },
        { id: 'Ratio', value: 0.5, changed: false },
      ],
    });
  });

  test('that is secret is never shown, but whether there is one', async () => {
    const secret: Preference<'text'> = { ...friendlyName, id: 'Key', secret: true };
    const settings = new Settings([secret], { Key: 'hidden' }, new RecordedPreferences());
    const response = await askApi({ settings })('GET', '/settings/Key');
    const shown = await response.text();
    expect(JSON.parse(shown)).toMatchObject({ value: '', secret: true, hidden: true, changed: true });
    expect(shown).not.toContain('hidden"}');
    const refused = await askApi({ settings })('PUT', '/settings/Key', { value: 'sesame\n' });
    expect([refused.status, await refused.text()]).toEqual([400, expect.not.stringContaining('sesame')]);
  });
});

describe('the windows', () => {
  const weekend = { opens: '01:00', closes: '09:00', weekdays: [6, 7], cutoffMinutes: 20 };

  test('are written as they are read', async () => {
    const ask = askApi();
    const wanted = {
      windows: [{ opens: '23:00', closes: '04:30', weekdays: [1, 2, 3, 4], groups: ['media'] }, weekend],
      zone: 'america/new_york',
      blackoutDays: [{ first: '12-24', last: '12-26' }],
      cutoffMinutes: 5,
      asapOutsideWindow: true,
    };
    const written = await (await ask('PUT', '/windows', wanted)).json();
    expect(written).toEqual({
      zone: 'America/New_York',
      serverZone: 'Europe/Berlin',
      windows: [
        { id: 'Mon-Thu 23:00-04:30 media', ...wanted.windows[0], cutoffMinutes: null },
        { id: 'Sat,Sun 01:00-09:00 cutoff 20min', ...weekend, groups: ['library', 'media', 'housekeeping'] },
      ],
      blackoutDays: wanted.blackoutDays,
      cutoffMinutes: 5,
      asapOutsideWindow: true,
    });
    // Also by who sends back what it was told.
    expect(await (await ask('PUT', '/windows', written)).json()).toEqual(written);
    expect(await (await ask('GET', '/settings/ButlerWindows')).json()).toMatchObject({
      value: 'Mon-Thu 23:00-04:30 media; Sat,Sun 01:00-09:00 cutoff 20min',
    });
  });

  test('that two hours can say are kept in them', async () => {
    const ask = askApi();
    await ask('PUT', '/windows', { windows: [weekend] });
    const plain = { opens: '22:00', closes: '06:00', weekdays: [1, 2, 3, 4, 5, 6, 7] };
    const response = await ask('PUT', '/windows', { windows: [plain] });
    expect(await response.json()).toMatchObject({ windows: [{ id: 'default', ...plain }] });
    const kept = await Promise.all(
      ['ButlerWindows', 'ButlerStartHour', 'ButlerEndHour'].map(async id =>
        (await ask('GET', `/settings/${id}`)).json(),
      ),
    );
    expect(kept).toMatchObject([{ value: '' }, { value: 22 }, { value: 6 }]);
  });

  test('keep the zone that their text names, until another is given', async () => {
    const ask = askApi();
    await ask('PUT', '/settings/ButlerWindows', { value: '01:00-09:30 in Asia/Tokyo' });
    const moved = await ask('PUT', '/windows', { windows: [weekend] });
    expect(await moved.json()).toMatchObject({ zone: 'Asia/Tokyo' });
    const back = await ask('PUT', '/windows', { windows: [weekend], zone: null });
    expect(await back.json()).toMatchObject({ zone: 'Europe/Berlin' });
  });

  test.each([
    [{}, { windows: /must be a list of windows/ }],
    [
      { windows: [{ opens: '25:00', closes: '1:00' }] },
      { 'windows.0.opens': /^must be a time such as 23:30$/, 'windows.0.closes': /^must be/ },
    ],
    [{ windows: [{ ...weekend, weekdays: [0] }] }, { 'windows.0.weekdays.0': /^must be a weekday from 1/ }],
    [{ windows: [{ ...weekend, groups: ['medai'] }] }, { 'windows.0.groups.0': /such as media$/ }],
    [{ windows: [{ ...weekend, cutoffMinutes: 480 }] }, { windows: /a cutoff shorter than itself/ }],
    [
      { windows: [weekend, { opens: '08:00', closes: '08:30' }] },
      { windows: /the first and the second do on Sat at 08:00$/ },
    ],
    [{ windows: [], zone: 'Berlin' }, { zone: /^must be an IANA zone/ }],
    [
      { windows: [], blackoutDays: [{ first: '12-26', last: '2026-12-24' }] },
      { blackoutDays: /a year on both ends/ },
    ],
    [{ windows: [], blackoutDays: [{ first: '02-30', last: '02-30' }] }, { blackoutDays: /a day such as/ }],
  ])('%j are refused', async (body, fields) => {
    const ask = askApi();
    const response = await ask('PUT', '/windows', body);
    expect(response.status).toBe(400);
    const { errors } = (await response.json()) as { errors: { field: string; message: string }[] };
    expect(errors.map(({ field }) => field)).toEqual(Object.keys(fields));
    for (const [index, { message }] of errors.entries())
      expect(message).toMatch(Object.values(fields)[index] as RegExp);
    expect(await (await ask('GET', '/windows')).json()).toEqual(await golden('windows'));
  });
});

describe('the plan as it would be', () => {
  test('is made from other settings, and none of them is kept', async () => {
    const supposed: unknown[] = [];
    const butler = new RecordedButler();
    const services = recordedServices();
    const ask = askApi({
      butler,
      supposeSchedule: changes => {
        supposed.push(changes);
        return services.supposeSchedule(changes);
      },
    });
    const response = await ask('POST', '/plan/preview', {
      settings: { ButlerTaskBackupDatabase: false, FriendlyName: null },
      windows: { windows: [{ opens: '01:30', closes: '06:00' }] },
      nights: 2,
    });
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({ ...((await golden('plan')) as object), changes: [] });
    expect(supposed).toEqual([
      { ButlerTaskBackupDatabase: 'false', FriendlyName: null, ButlerWindows: '01:30-06:00' },
    ]);
    expect(await (await ask('GET', '/windows')).json()).toEqual(await golden('windows'));
  });

  test('names every field that is wrong', async () => {
    const response = await askApi()('POST', '/plan/preview', { settings: { Ratio: 'x' }, nights: 0 });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ errors: [{ field: 'nights' }] });
    const second = await askApi()('POST', '/plan/preview', {
      settings: { Ratio: 'x' },
      windows: { zone: 'Berlin' },
    });
    expect(await second.json()).toMatchObject({ errors: [{ field: 'settings.Ratio' }] });
    const third = await askApi()('POST', '/plan/preview', { windows: { zone: 'Berlin' } });
    expect(await third.json()).toMatchObject({ errors: [{ field: 'windows.zone' }] });
  });
});
