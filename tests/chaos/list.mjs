// Says what the scenarios break and demand; for tests/chaos.sh --help.
import fs from 'node:fs';

for (const file of fs.readdirSync(new URL('scenarios/', import.meta.url)).sort()) {
  const { default: { what, times, demands = [] } } = await import(`./scenarios/${file}`);
  const bounds = demands.map(({ what, most, unit = '' }) => `${what} at most ${most}${unit}`).join('; ');
  console.log(`  ${file.slice(0, -4).padEnd(12)}  ${what}${times ? `; ${times} times` : ''}${bounds && `\n${' '.repeat(16)}${bounds}`}`);
}
