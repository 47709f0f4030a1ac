import { expect, test } from 'vitest';
import { OwnersToken } from './owners-token.ts';
import { SessionCodes } from './session-codes.ts';

function makeCodes() {
  const clock = { at: 1_000_000 };
  const token = new OwnersToken('the-token');
  return { clock, token, codes: new SessionCodes(token, () => clock.at) };
}

test('a code gives the token once', () => {
  const { codes } = makeCodes();
  const { code } = codes.issue();
  expect(codes.redeem(code, 'a')).toEqual({ outcome: 'admitted', token: 'the-token' });
  expect(codes.redeem(code, 'a')).toEqual({ outcome: 'wrong' });
});

test('a code is good for ten minutes', () => {
  const { codes, clock } = makeCodes();
  const { code, expiresAt } = codes.issue();
  const other = codes.issue();
  expect(expiresAt).toBe(clock.at + 600_000);
  clock.at = expiresAt - 1;
  expect(codes.redeem(code, 'a').outcome).toBe('admitted');
  clock.at = expiresAt;
  expect(codes.redeem(other.code, 'a').outcome).toBe('wrong');
});

test('who guesses ten times in a minute is not heard, even with a right one', () => {
  const { codes, clock } = makeCodes();
  const { code } = codes.issue();
  for (let guess = 0; guess < 10; guess++) expect(codes.redeem(`${guess}`, 'a').outcome).toBe('wrong');
  expect(codes.redeem(code, 'a').outcome).toBe('too-many-guesses');
  clock.at += 60_000;
  expect(codes.redeem(code, 'a').outcome).toBe('admitted');
  const { code: next } = codes.issue();
  expect(codes.redeem(next, 'b').outcome).toBe('admitted');
});

test('only the latest codes are kept', () => {
  const { codes } = makeCodes();
  const [first, second] = Array.from({ length: 17 }, () => codes.issue());
  expect(codes.redeem(first?.code ?? '', 'a').outcome).toBe('wrong');
  expect(codes.redeem(second?.code ?? '', 'a').outcome).toBe('admitted');
});

test('a renewed token makes the codes worthless that were made before', () => {
  const { codes, token } = makeCodes();
  const { code } = codes.issue();
  token.replace('the-new-token');
  expect(codes.redeem(code, 'a').outcome).toBe('wrong');
  expect(codes.redeem(codes.issue().code, 'a')).toEqual({ outcome: 'admitted', token: 'the-new-token' });
});
