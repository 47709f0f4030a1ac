import { availableParallelism, release, totalmem } from 'node:os';

/** The machine that this process runs on. */
export function describeMachine() {
  return {
    platform: process.platform,
    release: release(),
    architecture: process.arch,
    processors: availableParallelism(),
    memoryBytes: totalmem(),
    node: process.versions.node,
  };
}
