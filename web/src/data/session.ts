import { computed, signal } from '@preact/signals';
import { Butler, UnauthorizedError } from '../../../sdk/src/index.ts';
import { keptInTab } from './kept.ts';

/** Why nobody is signed in any more. */
export type Farewell = 'signed-out' | 'revoked' | 'renewed' | 'code-wrong';

/** Survives a reload of this tab, and ends with it: no other tab sees it. */
const kept = keptInTab('token');

const token = signal<string | undefined>(kept.read() ?? undefined);
export const farewell = signal<Farewell | undefined>(undefined);
export const isSignedIn = computed(() => token.value !== undefined);

/** The server, asked as whoever is signed in. All of the dashboard asks it here. */
export const server = computed(() => {
  const own = token.value;
  return ask(own, why => {
    // What is on its way when the token is renewed here is refused, and means nobody.
    if (own === token.peek()) leave(why);
  });
});

function ask(token: string | undefined, onRefusal?: (why: Farewell) => void): Butler {
  return new Butler({
    // Below the path that a proxy gave the page.
    serverURL: new URL('.', location.href),
    token,
    product: 'Butler dashboard',
    fetch: async (input, init) => {
      const response = await fetch(input, init);
      if (response.status === 401) onRefusal?.(await whyRefused(response.clone()));
      return response;
    },
  });
}

/** What became of the token, as the server says it. */
async function whyRefused(response: Response): Promise<Farewell> {
  const problem: unknown = await response.json().catch(() => undefined);
  const { code } = Object(problem) as { readonly code?: unknown };
  return code === 'token-renewed' ? 'renewed' : 'revoked';
}

/** Whether it was the right one. Rejects where the server cannot be asked. */
export async function signIn(given: string, isKept: boolean): Promise<boolean> {
  try {
    await ask(given).about.server({ retries: { strategy: 'none' } });
  } catch (error) {
    if (error instanceof UnauthorizedError) return false;
    throw error;
  }
  admit(given, isKept);
  return true;
}

/** Signs in with the code of a link, if the address has one, which leaves the address at once. */
export async function signInByLink(): Promise<void> {
  const [, code] = /^#code=([\w-]{1,100})$/.exec(location.hash) ?? [];
  if (code === undefined) return;
  history.replaceState(null, '', '#/');
  dispatchEvent(new HashChangeEvent('hashchange'));
  try {
    admit((await ask(undefined).session.begin({ code })).token, true);
  } catch {
    // Who is signed in already needs no code.
    if (!isSignedIn.value) farewell.value = 'code-wrong';
  }
}

/** Renews the token of the server, and stays signed in with the new one, which it resolves with. */
export async function renewToken(): Promise<string> {
  const isKept = kept.read() !== null;
  const { token: renewed } = await server.peek().session.renewToken();
  admit(renewed, isKept);
  return renewed;
}

export function signOut(): void {
  leave('signed-out');
}

function admit(given: string, isKept: boolean): void {
  if (isKept) kept.write(given);
  farewell.value = undefined;
  token.value = given;
}

function leave(why: Farewell): void {
  if (token.value === undefined) return;
  kept.forget();
  farewell.value = why;
  token.value = undefined;
}
