import { type ErrorContext, type Problem, ResponseValidationError } from './errors.ts';

/** The body as text, cut after `most` bytes. Rejects with what the platform throws where the connection breaks. */
export async function readText(
  response: Response,
  most: number,
): Promise<{ readonly text: string; readonly isCut: boolean }> {
  if (!response.body) return { text: '', isCut: false };
  const reader = response.body.getReader();
  const decoder = new TextDecoder();
  let text = '';
  let bytes = 0;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return { text: text + decoder.decode(), isCut: false };
      bytes += value.byteLength;
      if (bytes > most) return { text, isCut: true };
      text += decoder.decode(value, { stream: true });
    }
  } finally {
    // Frees the connection where not all was read; a body that broke has nothing to cancel.
    await reader.cancel().catch(() => {});
  }
}

/** Throws a {@link ResponseValidationError} where the text is no JSON. */
export function parseJson(text: string, type: string | null, context: ErrorContext): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    const found = isJson(type)
      ? 'broken JSON'
      : `${type?.split(';')[0] || 'no content type'} instead of JSON`;
    throw new ResponseValidationError(`The answer is ${found}.`, { ...context, body: text, cause });
  }
}

/** The problem that a body tells of, where it is one. */
export function parseProblem(text: string, type: string | null): Problem | undefined {
  if (!isJson(type)) return undefined;
  try {
    const value = JSON.parse(text) as Partial<Problem> | null;
    const isProblem = typeof value?.detail === 'string' && typeof value.code === 'string';
    return isProblem ? (value as Problem) : undefined;
  } catch {
    return undefined;
  }
}

/** What a Plex server says in its list of errors, where it does. */
export function parsePlexError(text: string, type: string | null): string | undefined {
  if (!isJson(type)) return undefined;
  try {
    const value = JSON.parse(text) as { errors?: { message?: unknown }[] } | null;
    const message = value?.errors?.[0]?.message;
    return typeof message === 'string' ? message : undefined;
  } catch {
    return undefined;
  }
}

function isJson(type: string | null): boolean {
  return /^application\/([\w.-]+\+)?json\b/i.test(type ?? '');
}
