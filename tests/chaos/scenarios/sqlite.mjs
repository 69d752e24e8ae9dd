import { execFile } from 'node:child_process';
import fs from 'node:fs';
import { promisify } from 'node:util';
import { sleep } from '../api.mjs';
import { between } from '../random.mjs';

/** What SQLite says of a copy of the file and its log, as a machine that has lost its power would find them. */
async function integrity(data, copy) {
  fs.rmSync(copy, { recursive: true, force: true });
  fs.mkdirSync(copy);
  for (const file of ['nap.db', 'nap.db-wal']) if (fs.existsSync(`${data}/${file}`)) fs.copyFileSync(`${data}/${file}`, `${copy}/${file}`);
  const look = 'import sqlite3, sys; print(sqlite3.connect(sys.argv[1]).execute("PRAGMA integrity_check").fetchone()[0])';
  return (await promisify(execFile)('python3', ['-c', look, `${copy}/nap.db`])).stdout.trim();
}

export default {
  what: 'one server on SQLite is ended by kill -9 under load, and started again at once; its file is checked each time',
  times: 200,
  place: 'sqlite',
  reporters: { count: 50, pause: 50 },
  demands: [{ what: 'times that integrity_check is not ok', of: run => run.damaged, most: 0 }],
  async run({ system, attendance, reporters, times, random, folder, log, again, breaks }) {
    let damaged = 0;
    for (let time = 0; time < times; time++) {
      await breaks('kill -9 server', () => attendance.kill('server'));
      const said = await integrity(system.data, `${folder}/copy`);
      if (said !== 'ok') log(`integrity_check: ${said}`);
      damaged += said !== 'ok';
      const began = Date.now();
      await attendance.start('server');
      await reporters.answered();
      again.push((Date.now() - began) / 1000);
      await sleep(between(0.2, 2, random));
    }
    return { damaged, notes: [`integrity_check ok ${times - damaged} of ${times} times`] };
  },
};
