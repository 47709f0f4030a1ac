import type { Event } from '../../../sdk/src/index.ts';
import { formatBytes, formatCount, formatLength } from '../../domain/amounts.ts';
import { oneLine } from '../../domain/one-line.ts';
import { percentOf } from './percent.ts';

/** What happened, in one line for people. */
export function describeEvent(event: Event): string {
  return oneLine(sentenceOf(event));
}

function sentenceOf(event: Event): string {
  switch (event.type) {
    case 'run': {
      const { id, task, state, outcome } = event.run;
      return `${task}: ${state} (run ${id})${outcome ? `. ${outcome}` : ''}`;
    }
    case 'progress': {
      const { done, total, failed, bytesPerSecond, subtitle } = event.progress;
      const percent = percentOf(event.progress);
      return [
        `run ${event.runId}: ${percent === undefined ? `${done} done` : `${percent}%`}`,
        ...(total === undefined ? [] : [`${done}/${formatCount(total, 'file')}`]),
        ...(failed > 0 ? [`${failed} failed`] : []),
        ...(bytesPerSecond === undefined ? [] : [`${formatBytes(bytesPerSecond)}/s`]),
        ...(subtitle ? [subtitle] : []),
      ].join(' · ');
    }
    case 'samples': {
      const [{ lengthMs = 0, cpuSeconds = 0, workers = 0 } = {}] = event.samples;
      return `run ${event.runId}: ${cpuSeconds.toFixed(1)} s of processors in ${formatLength(lengthMs)}, ${workers} workers`;
    }
    case 'log':
      return `run ${event.runId}: ${event.level}: ${event.message}`;
    case 'pass':
      return `reads ${event.path} for ${event.tasks.join(', ')}`;
    case 'unit-failed':
      return `run ${event.runId}: ${event.label}: ${event.error}${event.setAside ? ' Set aside.' : ''}`;
    case 'decision':
      return `${event.decision.task}: ${event.decision.sentence}`;
    case 'restore':
      return event.restore.sentence;
    case 'pauses':
      return event.pauses.length === 0
        ? 'nothing rests'
        : event.pauses.map(({ sentence }) => sentence).join(' ');
    case 'clock':
    case 'fault':
    case 'watch':
      return event.sentence;
    case 'preference':
      return `${event.id} has another value`;
    case 'section':
      return `the section ${event.title} was ${event.change}`;
    case 'media-added':
      return 'new or changed media came into the library';
    case 'night-ended':
      return `the night of ${event.night.serviceDay} ended`;
    case 'report':
      return `the report of the night of ${event.report.night.serviceDay} is made`;
    case 'resync':
      return 'some events were missed';
  }
}
