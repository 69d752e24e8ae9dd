// node urql.mjs URL QUERY …: runs an operation with @urql/core and prints one result a line.
import { Client, fetchExchange, subscriptionExchange } from '@urql/core';
import { createClient } from 'graphql-ws';
import WebSocket from 'ws';
import { print, read } from './arguments.mjs';
import { isSubscription, resumed } from './operations.mjs';

const { url, query, variables, token, events } = read('urql.mjs');
const headers = token ? { Authorization: `Bearer ${token}` } : {};

function connect() {
  const socket = createClient({ url: url.replace(/^http/, 'ws'), webSocketImpl: WebSocket, connectionParams: headers });
  const client = new Client({
    url,
    preferGetMethod: false,
    fetchOptions: { headers },
    exchanges: [
      fetchExchange,
      subscriptionExchange({
        forwardSubscription: ({ query, variables }) => ({
          subscribe: (sink) => ({ unsubscribe: socket.subscribe({ query, variables }, sink) }),
        }),
      }),
    ],
  });
  return { client, socket };
}

const shown = ({ data, error }) => {
  if (error) throw error.graphQLErrors.length ? error.graphQLErrors : error;
  return { data };
};

async function first(after) {
  const { client, socket } = connect();
  try {
    return shown(await new Promise((resolve) => {
      const { unsubscribe } = client.subscription(query, after).subscribe((result) => {
        resolve(result);
        setImmediate(() => unsubscribe());
      });
    }));
  } finally {
    await socket.dispose();
  }
}

async function* once() {
  const { client } = connect();
  const run = query.trimStart().startsWith('mutation') ? client.mutation(query, variables) : client.query(query, variables);
  yield shown(await run.toPromise());
}

process.exitCode = await print(isSubscription(query) ? resumed(variables, first) : once(), events);
