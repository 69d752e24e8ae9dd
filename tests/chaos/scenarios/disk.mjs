import { SmallDisk, demands, fillAgainAndAgain } from '../disk.mjs';

export default {
  what: 'the disk of PostgreSQL gets full under load, and has room again ten seconds later (needs root)',
  times: 5,
  reporters: { count: 50, pause: 100 },
  demands,
  async run(scene) {
    const { system, attendance, cleanUp } = scene;
    await attendance.stop('postgres');
    const disk = new SmallDisk(`${system.state}/postgres/data`, 512);
    cleanUp(() => disk.remove());
    await attendance.start('postgres');
    await attendance.everythingServes();
    await fillAgainAndAgain(disk, scene);
    return { unexplained: /No space left on device/.test(system.log('postgres')) ? 0 : 1 };
  },
};
