import liveEvents from './examples/live-events.graphql';
import measuresOfAMinistry from './examples/measures-of-a-ministry.graphql';
import recommendedLeads from './examples/recommended-leads.graphql';
import reportingWithoutBeingExecutors from './examples/reporting-without-being-executors.graphql';
import search from './examples/search.graphql';
import submitAReport from './examples/submit-a-report.graphql';
import whoHasNotReported from './examples/who-has-not-reported.graphql';

// In the order of the tabs.
export const examples = [
  { query: measuresOfAMinistry },
  { query: whoHasNotReported },
  { query: recommendedLeads },
  { query: reportingWithoutBeingExecutors },
  { query: search, variables: JSON.stringify({ text: 'elektron mehkeme' }, null, 2) },
  { query: liveEvents, variables: JSON.stringify({ after: null }, null, 2) },
  { query: submitAReport },
];
