// What urql.mjs and apollo.mjs share: events are asked for one by one, each over a connection of its own and after the cursor of
// the one before, as a client does whose connections break.
import { parse } from 'graphql';

export const isSubscription = (query) => parse(query).definitions.some(({ operation }) => operation === 'subscription');

export async function* resumed(variables, first) {
  for (let after = variables?.after; ;) {
    const result = await first({ ...variables, after });
    yield result;
    after = result.data.planEvents.cursor;
  }
}
