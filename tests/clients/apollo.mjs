// node apollo.mjs URL QUERY …: runs an operation with @apollo/client and prints one result a line.
import { ApolloClient, CombinedGraphQLErrors, gql, HttpLink, InMemoryCache } from '@apollo/client';
import { GraphQLWsLink } from '@apollo/client/link/subscriptions';
import { createClient } from 'graphql-ws';
import WebSocket from 'ws';
import { print, read } from './arguments.mjs';
import { isSubscription, resumed } from './operations.mjs';

const { url, query, variables, token, events } = read('apollo.mjs');
const headers = token ? { Authorization: `Bearer ${token}` } : {};
const open = (link) => new ApolloClient({ cache: new InMemoryCache(), link });

async function first(after) {
  const socket = createClient({ url: url.replace(/^http/, 'ws'), webSocketImpl: WebSocket, connectionParams: headers });
  const client = open(new GraphQLWsLink(socket));
  try {
    return await new Promise((resolve, reject) => {
      const subscription = client.subscribe({ query: gql(query), variables: after }).subscribe({
        next: ({ data, error }) => {
          setImmediate(() => subscription.unsubscribe());
          if (error) reject(CombinedGraphQLErrors.is(error) ? error.errors : error);
          else resolve({ data });
        },
        error: reject,
      });
    });
  } finally {
    client.stop();
    await socket.dispose();
  }
}

async function* once() {
  const client = open(new HttpLink({ uri: url, headers }));
  const document = gql(query);
  try {
    const { data } = query.trimStart().startsWith('mutation')
      ? await client.mutate({ mutation: document, variables })
      : await client.query({ query: document, variables });
    yield { data };
  } catch (failure) {
    throw CombinedGraphQLErrors.is(failure) ? failure.errors : failure;
  } finally {
    client.stop();
  }
}

process.exitCode = await print(isSubscription(query) ? resumed(variables, first) : once(), events);
