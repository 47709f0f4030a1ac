import { type Signal, signal } from '@preact/signals';
import { useEffect, useMemo } from 'preact/hooks';
import type { Event } from '../../../sdk/src/index.ts';
import { onEvents, onResync } from './events.ts';
import { later } from './later.ts';

/** Something that is read from the server: while `value` is absent it is being read, or `error` says why it is not there. */
export interface Resource<Value> {
  readonly value: Signal<Value | undefined>;
  readonly error: Signal<unknown>;
  readonly reload: () => Promise<void>;
}

/**
 * Reads something for as long as a component is there: anew when one of `inputs` changes, when the stream of events was
 * opened again, and soon after events of the types that change it.
 */
export function useResource<Value>(
  read: () => Promise<Value>,
  inputs: readonly unknown[],
  changedBy: readonly Event['type'][] = [],
): Resource<Value> {
  const resource = useMemo(() => makeResource(read), inputs);
  useEffect(() => {
    const soon = later(500, resource.reload);
    void resource.reload();
    const endings = [
      onResync(resource.reload),
      onEvents(events => {
        if (events.some(({ type }) => changedBy.includes(type))) soon();
      }),
    ];
    return () => {
      for (const end of endings) end();
    };
  }, [resource]);
  return resource;
}

function makeResource<Value>(read: () => Promise<Value>): Resource<Value> {
  const value = signal<Value | undefined>(undefined);
  const error = signal<unknown>(undefined);
  let asked = 0;
  const reload = async () => {
    const mine = ++asked;
    try {
      const found = await read();
      // An answer that was overtaken is out of date.
      if (mine !== asked) return;
      value.value = found;
      error.value = undefined;
    } catch (cause) {
      if (mine === asked) error.value = cause;
    }
  };
  return { value, error, reload };
}
