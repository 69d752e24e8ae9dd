// A client of the cluster: asks, repeats what is put off, and follows events.
import crypto from 'node:crypto';
import { once } from 'node:events';
import http from 'node:http';
import { json } from 'node:stream/consumers';

export const plan = 'az-nap-2022-2026';
export const period = '2023';

/** A token signed with the cluster's key. */
export function token(key, claims) {
  const part = value => Buffer.from(JSON.stringify(value)).toString('base64url');
  const now = Math.floor(Date.now() / 1000);
  const body = `${part({ alg: 'HS256', typ: 'JWT' })}.${part({ iss: 'napgrains', aud: 'napgrains', iat: now, exp: now + 86400, plan, ...claims })}`;
  return `${body}.${crypto.createHmac('sha256', key).update(body).digest('base64url')}`;
}

/** Of node:http, since a run with fetch takes twice the processor time, which its servers then lack. */
const connections = new http.Agent({ keepAlive: true });

/** One request; throws where the connection breaks. */
export async function post(url, query, variables, bearer) {
  const request = http.request(`${url}/graphql`, {
    method: 'POST', agent: connections, timeout: 30_000,
    headers: { 'content-type': 'application/json', ...(bearer && { authorization: `Bearer ${bearer}` }) },
  });
  request.on('timeout', () => request.destroy(new Error('nothing was heard for 30 seconds')));
  // What breaks after the answer has begun is told by the reading of it.
  request.on('error', () => {});
  request.end(JSON.stringify({ query, variables }));
  const [answer] = await once(request, 'response');
  return json(answer);
}

/** Asks until it is answered, as often as needed within two minutes. */
export async function ask(url, query, variables, bearer) {
  const until = Date.now() + 120_000;
  for (;;) {
    let answer;
    try {
      answer = await post(url, query, variables, bearer);
      if (!answer.errors) return answer.data;
    } catch (failure) {
      answer = failure;
    }
    if (Date.now() > until) throw new Error(`not answered for two minutes: ${JSON.stringify(answer.errors ?? String(answer))}`);
    await sleep(answer.errors?.[0]?.extensions?.retryAfterMs ?? 200);
  }
}

/** All nodes of a connection; path leads from the answer to it. */
export async function all(url, query, variables, path, bearer) {
  const nodes = [];
  for (let after = null; ;) {
    const connection = path.reduce((value, name) => value[name], await ask(url, query, { ...variables, after }, bearer));
    nodes.push(...connection.nodes);
    if (!connection.pageInfo.hasNextPage) return nodes;
    after = connection.pageInfo.endCursor;
  }
}

/** Follows the plan from a cursor, through whatever happens, until told to stop; hands every event on. */
export async function follow(url, after, stopping, onEvent) {
  let connections = 0;
  const query = `subscription($after: Cursor) { planEvents(plan: "${plan}", after: $after) { cursor kind measure { number } agency { key } period } }`;
  while (!stopping.aborted) {
    try {
      connections++;
      const answer = await fetch(`${url}/graphql`, {
        method: 'POST', headers: { 'content-type': 'application/json', accept: 'text/event-stream' }, body: JSON.stringify({ query, variables: { after } }), signal: stopping,
      });
      let text = '';
      for await (const part of answer.body.pipeThrough(new TextDecoderStream())) {
        text += part;
        for (let end; (end = text.indexOf('\n\n')) >= 0; text = text.slice(end + 2)) {
          const data = text.slice(0, end).split('\n').find(line => line.startsWith('data: '))?.slice(6);
          const event = data && JSON.parse(data).data?.planEvents;
          if (event) {
            onEvent(event);
            after = event.cursor;
          }
        }
      }
    } catch {
      // Cut off: goes on after the last cursor.
    }
    if (!stopping.aborted) await sleep(200);
  }
  return connections;
}

export const sleep = time => new Promise(done => setTimeout(done, time));

/** The position that a cursor stands for. */
export const position = cursor => Number(Buffer.from(cursor, 'base64url').toString().split('#').at(-1));
