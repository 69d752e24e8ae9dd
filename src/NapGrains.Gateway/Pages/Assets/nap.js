// Keeps the part of a page that is marked `data-live` current: its value is the address of an event stream, and each event
// says that the part is out of date. The page reads the same without this script.
const live = () => document.querySelector("[data-live]");

let refreshing;

async function refresh() {
  refreshing = undefined;
  const answer = await fetch(location.href, { cache: "no-store" });
  if (!answer.ok) return;
  const now = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("[data-live]");
  const focused = live().contains(document.activeElement);
  // Whoever stands in it with the keyboard would lose their place.
  if (now && !focused) live().replaceWith(now);
}

function follow() {
  const events = new EventSource(live().dataset.live);
  events.addEventListener("next", () => {
    refreshing ??= setTimeout(() => refresh().catch(() => {}), 1000);
  });
  // A cut stream is opened anew from where the page is now, not from where it was first.
  events.addEventListener("error", () => again(events));
  events.addEventListener("complete", () => again(events));
}

function again(events) {
  events.close();
  setTimeout(follow, 5000 + Math.random() * 5000);
}

if (live()) follow();
