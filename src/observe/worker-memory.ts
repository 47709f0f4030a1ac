import { readFile } from 'node:fs/promises';

/** Bytes of memory that a process holds; undefined where it is gone, or the system does not tell (proc_pid_status(5)). */
export async function residentBytes(pid: number): Promise<number | undefined> {
  const text = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  const kibibytes = /^VmRSS:\s+(\d+) kB$/m.exec(text)?.[1];
  return kibibytes === undefined ? undefined : Number(kibibytes) * 1024;
}
