// One server on SQLite, as it is without a cluster.
import { spawn } from 'node:child_process';
import crypto from 'node:crypto';
import fs from 'node:fs';
import net from 'node:net';
import { began, isReady, until } from './processes.mjs';

export class Single {
  #server;
  #ports;

  constructor(dll, folder) {
    [this.dll, this.folder, this.data] = [dll, folder, `${folder}/data`];
    [this.names, this.servers] = [['server'], ['server']];
  }

  async up() {
    fs.mkdirSync(this.data, { recursive: true });
    this.key = crypto.randomBytes(64);
    fs.writeFileSync(`${this.folder}/signing.key`, this.key.toString('base64'), { mode: 0o600 });
    this.#ports = await freePorts(3);
    this.front = `http://127.0.0.1:${this.#ports[0]}`;
    this.gateways = [this.front];
    await this.start();
    await until(() => this.serves(), 'the server does not serve');
  }

  async start() {
    const output = fs.openSync(`${this.folder}/log`, 'a');
    this.#server = spawn('dotnet', [this.dll, '--urls', this.front, `--Nap:SiloPort=${this.#ports[1]}`, `--Nap:GatewayPort=${this.#ports[2]}`,
      `--Nap:DataDirectory=${this.data}`, `--Nap:Auth:KeyFile=${this.folder}/signing.key`], { stdio: ['ignore', output, output], detached: true });
    fs.closeSync(output);
  }

  async kill() {
    if (this.runs()) process.kill(this.process(), 'SIGKILL');
    await until(() => !this.runs(), 'the server lives after kill -9');
  }

  process() { return this.#server.pid; }
  runs() { return this.#server.exitCode === null && this.#server.signalCode === null && began(this.#server.pid) !== undefined; }
  async serves() { return this.runs() && isReady(this.front); }
  log() { return fs.readFileSync(`${this.folder}/log`, 'utf8'); }

  async down() {
    if (this.#server) await this.kill();
  }
}

/** Ports that nobody listens at, of this machine. */
async function freePorts(count) {
  const open = await Promise.all(Array.from({ length: count }, () => new Promise(done => {
    const server = net.createServer().listen(0, '127.0.0.1', () => done(server));
  })));
  const ports = open.map(server => server.address().port);
  await Promise.all(open.map(server => new Promise(done => server.close(done))));
  return ports;
}
