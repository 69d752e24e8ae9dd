// A disk that gets full.
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import { sleep } from './api.mjs';
import { until } from './processes.mjs';

/** A disk of its own (tmpfs, needs root) in a folder's place, with what the folder holds. */
export class SmallDisk {
  #ballast;

  constructor(folder, megabytes) {
    [this.folder, this.#ballast] = [folder, `${folder}/ballast`];
    const aside = `${folder}.aside`;
    fs.renameSync(folder, aside);
    fs.mkdirSync(folder);
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'napgrains-chaos', folder]);
    execFileSync('cp', ['-a', `${aside}/.`, folder]);
    fs.rmSync(aside, { recursive: true });
  }

  /** Leaves room for so many kilobytes and no more. */
  fill(left) {
    const { bavail, bsize } = fs.statfsSync(this.folder);
    fs.writeFileSync(this.#ballast, Buffer.alloc(Math.max(0, bavail * bsize - left * 1024)));
  }

  /** Gives the room back. */
  free() { fs.rmSync(this.#ballast, { force: true }); }

  /** Takes the disk away, also from those who still use it. */
  remove() { execFileSync('umount', ['-l', this.folder]); }
}

/** Fills a disk under load until changes are put off, and gives the room back ten seconds later; what then waits is to be acknowledged. */
export async function fillAgainAndAgain(disk, { reporters, attendance, times, log, again, breaks }) {
  for (let time = 0; time < times; time++) {
    const putOff = reporters.figures.codes.UNAVAILABLE ?? 0;
    await breaks('the disk gets full', async () => disk.fill(64));
    await until(() => (reporters.figures.codes.UNAVAILABLE ?? 0) > putOff, 'no change is put off, although the disk is full');
    log('changes are put off');
    await sleep(10_000);
    disk.free();
    const freed = Date.now();
    await reporters.answered();
    again.push((Date.now() - freed) / 1000);
    log(`there is room again, and all is acknowledged after ${again.at(-1).toFixed(1)} s`);
    await attendance.everythingServes();
    await sleep(2000);
  }
}

/** Demands of every scenario with a full disk. */
export const demands = [
  { what: 'every report that waits is acknowledged after there is room again, longest,', of: run => run.again, most: 20, unit: ' s' },
  { what: 'reasons missing in the logs', of: run => run.unexplained, most: 0 },
];
