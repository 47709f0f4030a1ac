// The entry of every worker process: opens media and NFO files, lists folders, and ends with the server that started it.
import { walk } from '../library/scan/walk.ts';
import { readNfos } from '../library/sidecars/nfo/read.ts';
import { runPass } from '../media/pass.ts';
import { serve } from '../media/worker/worker.ts';

serve({
  pass: runPass,
  walk,
  readNfos,
  scalePicture: async order => (await import('../media/pictures/scale-picture.ts')).scalePicture(order),
});
