import { sleep } from '../api.mjs';

export default {
  what: 'silos and gateways are stopped (SIGTERM) and started again one after the other; clients come through nginx, and repeat only UNAVAILABLE',
  times: 3,
  reporters: { count: 50, pause: 200, front: true, patient: ['UNAVAILABLE'] },
  demands: [{ what: 'failed reports', of: run => run.failed, most: 0 }],
  async run({ system, attendance, times, log, breaks }) {
    for (let time = 0; time < times; time++) {
      for (const name of system.servers) {
        await breaks(`stop ${name}`, () => attendance.stop(name));
        await attendance.start(name);
        await attendance.everythingServes();
        log(`${name} is back`);
        await sleep(1000);
      }
    }
  },
};
