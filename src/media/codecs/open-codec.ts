import { type Codec, CodecContext } from 'node-av/lib';

/**
 * Opens a codec on one thread. What it gives is to be freed by the caller.
 *
 * @param otherwise message of the error that is thrown where the codec cannot be opened
 * @param prepare sets what it must know; what that throws is thrown
 */
export function openCodec(
  codec: Codec,
  otherwise: string,
  prepare: (context: CodecContext) => void,
): CodecContext {
  const context = new CodecContext();
  try {
    context.allocContext3(codec);
    context.threadCount = 1;
    prepare(context);
    if (context.open2Sync(codec, null) < 0) throw new Error(otherwise);
    return context;
  } catch (error) {
    context.freeContext();
    throw error;
  }
}
