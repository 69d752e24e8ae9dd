// Processes that a scenario breaks and somebody starts again, whatever they are.
import fs from 'node:fs';
import { sleep } from './api.mjs';

/** When a process began, which tells it from another one that got its id later; nothing where it is gone. */
export function began(id) {
  try {
    const fields = fs.readFileSync(`/proc/${id}/stat`, 'utf8').split(') ').at(-1).split(' ');
    return fields[0] === 'Z' ? undefined : fields[19];
  } catch {
    return undefined;
  }
}

/** Memory that a process holds, in MB. */
export const memory = id => Number(/VmRSS:\s+(\d+)/.exec(fs.readFileSync(`/proc/${id}/status`, 'utf8'))[1]) / 1024;

/** Whether a server says that it serves. */
export async function isReady(url) {
  try {
    const answer = await fetch(`${url}/health/ready`, { signal: AbortSignal.timeout(2000) });
    return answer.ok && (await answer.text()).startsWith('Healthy.');
  } catch {
    return false;
  }
}

/** Waits until something holds; says what did not, after so many seconds. */
export async function until(holds, what, seconds = 120) {
  for (const end = Date.now() + seconds * 1000; !await holds(); await sleep(100)) {
    if (Date.now() > end) throw new Error(`after ${seconds} seconds ${typeof what === 'function' ? what() : what}`);
  }
}

/**
 * What a service manager does: starts what has ended by itself, a second later. What a scenario has ended stays so until it is started
 * by the scenario.
 */
export class Attendance {
  #ended = new Set();
  #over = false;
  #done;

  constructor(system, log) {
    this.system = system;
    this.restarts = 0;
    this.#done = this.#attend(log);
  }

  kill(...names) { return Promise.all(names.map(name => this.ends(name, () => this.system.kill(name)))); }

  stop(name) { return this.ends(name, () => this.system.stop(name)); }

  /** A process that is ended in another way. */
  async ends(name, action) {
    this.#ended.add(name);
    await action();
  }

  start(...names) { return Promise.all(names.map(name => this.begins(name, () => this.system.start(name)))); }

  /** A process that is started in another way. */
  async begins(name, action) {
    await action();
    this.#ended.delete(name);
  }

  /** Ends when everything runs and says that it serves. */
  async everythingServes(seconds = 120) {
    const serves = async () => !this.#ended.size && (await Promise.all(this.system.names.map(name => this.system.serves(name)))).every(serves => serves);
    await until(serves, 'not everything serves', seconds);
  }

  async end() {
    this.#over = true;
    await this.#done;
  }

  async #attend(log) {
    while (!this.#over) {
      for (const name of this.system.names.filter(name => !this.#ended.has(name) && !this.system.runs(name))) {
        log(`${name} has ended by itself, and is started again`);
        this.restarts++;
        await sleep(1000);
        // Where it does not start, because what it needs is still away, the next round tries again.
        await this.system.start(name).catch(failure => log(`${name} does not start: ${String(failure.stderr ?? failure).trim()}`));
      }
      await sleep(500);
    }
  }
}
