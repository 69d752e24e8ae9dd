// node data.mjs URL FOLDER: reads the whole plan from a NapGrains server and writes FOLDER/rows.sql, the same rows for the
// peer's tables, FOLDER/assignments.tsv (id, measure, agency), and FOLDER/agencies.txt, the keys of those that can report.
import { writeFileSync } from 'node:fs';

const [url, folder] = process.argv.slice(2);
const query = `{ measures(plan: "az-nap-2022-2026") { totalCount nodes { number title verdict { status } priority { number title }
  assignments { nodes { role recommended reportState(period: "2022") agency { key name kind } } } } } }`;
const answer = await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ query }) });
const { data, errors } = await answer.json();
if (errors) throw new Error(JSON.stringify(errors));

const measures = data.measures.nodes;
if (measures.length !== data.measures.totalCount) throw new Error('The plan does not fit on one page.');
const assignments = measures.flatMap((measure) => measure.assignments.nodes.map((assignment) => ({ measure, ...assignment })));
const priorities = new Map(measures.map(({ priority }) => [priority.number, priority]));
const agencies = new Map(assignments.map(({ agency }) => [agency.key, agency]));
const agencyId = new Map([...agencies.keys()].map((key, index) => [key, index + 1]));
const measureId = new Map(measures.map(({ number }, index) => [number, index + 1]));

const literal = (value) => (typeof value === 'string' ? `'${value.replaceAll("'", "''")}'` : String(value));
const insert = (table, rows) => rows.map((row) => `insert into nap.${table} values (${row.map(literal).join(', ')});\n`).join('');
writeFileSync(`${folder}/rows.sql`, [
  insert('priority', [...priorities.values()].map(({ number, title }) => [number, title])),
  insert('agency', [...agencies.values()].map(({ key, name }) => [agencyId.get(key), key, name])),
  insert('measure', measures.map(({ number, title, verdict, priority }) => [measureId.get(number), number, title, verdict.status, priority.number])),
  insert('assignment', assignments.map(({ measure, agency, role, recommended, reportState }, index) => [
    index + 1, measureId.get(measure.number), agencyId.get(agency.key), role, recommended, reportState,
  ])),
].join(''));

// A collective is many bodies and hands in nothing itself.
const reporting = assignments.map((assignment, index) => ({ id: index + 1, ...assignment })).filter(({ agency }) => agency.kind === 'AGENCY');
writeFileSync(`${folder}/assignments.tsv`, reporting.map(({ id, measure, agency }) => `${id}\t${measure.number}\t${agency.key}\n`).join(''));
writeFileSync(`${folder}/agencies.txt`, [...new Set(reporting.map(({ agency }) => `${agency.key}\n`))].join(''));
