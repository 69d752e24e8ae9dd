// A network of its own for each process, through a switch that can be told what to lose.
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

export class Network {
  #hosts;
  #switch;
  #answers;

  constructor(hosts) {
    [this.#hosts, this.prefix] = [hosts, `nap${process.pid}`];
  }

  async up() {
    // In a process group of its own: Ctrl-C is for this program, which then ends it.
    this.#switch = spawn('python3', [fileURLToPath(new URL('switch.py', import.meta.url)), this.prefix, ...this.#hosts], { stdio: ['pipe', 'pipe', 'inherit'], detached: true });
    this.#answers = createInterface(this.#switch.stdout)[Symbol.asyncIterator]();
    if ((await this.#answers.next()).value !== 'ready') throw new Error('the switch does not start; it needs root, python3, iproute2 and /dev/net/tun');
  }

  /** Loses what one host sends to another. */
  cut(from, to) { return this.#tell(`cut ${from} ${to}`); }

  /** Delays what one host sends to another by so many milliseconds. */
  delay(from, to, milliseconds) { return this.#tell(`delay ${from} ${to} ${milliseconds}`); }

  /** Everything arrives again, at once. */
  heal() { return this.#tell('heal'); }

  async down() {
    if (!this.#switch || this.#switch.exitCode !== null) return;
    const ended = new Promise(done => this.#switch.once('exit', done));
    this.#switch.stdin.end();
    await ended;
  }

  async #tell(command) {
    this.#switch.stdin.write(`${command}\n`);
    if ((await this.#answers.next()).value !== 'done') throw new Error(`the switch does not take "${command}"`);
  }
}
