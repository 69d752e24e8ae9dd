import { SmallDisk, demands, fillAgainAndAgain } from '../disk.mjs';

export default {
  what: 'the disk of one server on SQLite gets full under load, and has room again ten seconds later (needs root)',
  times: 5,
  place: 'sqlite',
  reporters: { count: 50, pause: 100 },
  demands,
  async run(scene) {
    const { system, attendance, cleanUp } = scene;
    await attendance.kill('server');
    const disk = new SmallDisk(system.data, 128);
    cleanUp(() => disk.remove());
    await attendance.start('server');
    await attendance.everythingServes();
    await fillAgainAndAgain(disk, scene);
    return { unexplained: /disk is full|disk I\/O error/.test(system.log('server')) ? 0 : 1 };
  },
};
