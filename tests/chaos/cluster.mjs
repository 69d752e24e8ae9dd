// A cluster of infra/cluster.sh: PostgreSQL, three silos, two gateways, nginx.
import { execFile } from 'node:child_process';
import fs from 'node:fs';
import { promisify } from 'node:util';
import { began, isReady } from './processes.mjs';

const run = promisify(execFile);

export class Cluster {
  #script;
  #environment;

  constructor(script, state, front, environment = {}) {
    this.#script = script;
    this.#environment = { ...process.env, ...environment, NAP_CLUSTER_STATE: state };
    [this.state, this.front] = [state, `http://127.0.0.1:${front}`];
  }

  async up() {
    console.log((await this.#run(['up', '--port', new URL(this.front).port])).stdout.trim());
    this.key = Buffer.from(fs.readFileSync(`${this.state}/signing.key`, 'utf8'), 'base64');
    const named = kind => fs.readdirSync(this.state).filter(name => name.startsWith(`${kind}-`)).sort();
    [this.silos, this.servers] = [named('silo'), [...named('silo'), ...named('gateway')]];
    this.names = ['postgres', ...this.servers, 'nginx'];
    this.gateways = named('gateway').map(name => this.url(name));
  }

  kill(name) { return this.#run(['kill', name]); }
  stop(name) { return this.#run(['stop', name]); }

  /** Starts what was ended; silos and gateways by another command, where one is given. */
  start(name, by) { return this.#run(['start', name], by && { NAP_CLUSTER_BY: by }); }

  /** Sends a signal to a process, where it runs. */
  signal(name, signal) {
    if (this.runs(name)) process.kill(this.process(name), signal);
  }

  /** The id of the process, as it was started last. */
  process(name) { return Number(this.#started(name)[0]); }

  runs(name) {
    const [id, since] = this.#started(name);
    return since !== undefined && began(id) === since;
  }

  async serves(name) { return this.runs(name) && (!this.servers.includes(name) || await isReady(this.url(name))); }

  url(name) { return `http://${this.place(name).address}:${this.place(name).http}`; }

  /** Address and ports. */
  place(name) { return Object.fromEntries([...fs.readFileSync(`${this.state}/${name}/ports`, 'utf8').matchAll(/(\w+)=(\S+)/g)].map(([, what, value]) => [what, value])); }

  /** What a process has logged. */
  log(name) { return fs.readFileSync(`${this.state}/${name}/log`, 'utf8'); }

  down() { return this.#run(['down']); }

  #started(name) { return fs.readFileSync(`${this.state}/${name}/process`, 'utf8').trim().split(' '); }

  #run(command, environment) { return run(this.#script, command, { env: { ...this.#environment, ...environment } }); }
}
