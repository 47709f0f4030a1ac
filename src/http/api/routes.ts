import type { HttpBindings } from '@hono/node-server';
import { OpenAPIHono } from '@hono/zod-openapi';
import { refuseInvalid } from './problems.ts';

export type Api = OpenAPIHono<{ Bindings: HttpBindings }>;

/** Routes of the API: what is not as their schemas say is refused before they run. */
export function routes(): Api {
  return new OpenAPIHono({ strict: false, defaultHook: refuseInvalid });
}
