import { type Received, type ReceiveRequest, receive } from './receive.ts';

/** Brings what is at an address into memory: only what is small. Within the limits of {@link receive}, and throws as it. */
export function fetchBytes(request: ReceiveRequest): Promise<Received<Buffer>> {
  return receive(request, async pieces => Buffer.concat(await Array.fromAsync(pieces)));
}
