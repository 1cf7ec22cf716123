// Keeps on the phone the pages that were read and the files they need. Two lines before this say
// which files every page needs (SHELL) and which page says that there is no network (UNREACHABLE).

const FILES = "assets";
const WHOSE = "whose";
const PAGES = "pages-";
const PATIENCE = 3_000;
const MOST_FILES = 150;

const STATIC = `${new URL(SHELL[0], self.location.origin).pathname.split("/static/")[0]}/static/`;

let turn = 0;
let heard = 0;
let forgotten = 0;
let writing = Promise.resolve();

const pause = (time) => new Promise((done) => { setTimeout(done, time); });

self.addEventListener("install", (event) => {
  event.waitUntil((async () => {
    const files = await caches.open(FILES);
    await files.addAll(SHELL);
    await files.add(new Request(UNREACHABLE, { cache: "reload" }));
    await self.skipWaiting();
  })());
});

self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

// Somebody signs out: nothing that is still under way may bring a copy back.
self.addEventListener("message", (event) => {
  if (event.data !== "forget") return;
  turn += 1;
  [heard, forgotten] = [turn, turn];
  event.waitUntil(inTurn(forget).finally(() => event.ports[0].postMessage("forgotten")));
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== self.location.origin) return;
  if (url.pathname.startsWith(STATIC)) event.respondWith(file(event));
  else if (request.mode === "navigate") event.respondWith(page(event));
});

/** Files bear the mark of their content: what is kept is right for ever. */
async function file(event) {
  const kept = await caches.match(event.request, { cacheName: FILES });
  if (kept) return kept;
  const answer = await fetch(event.request);
  if (answer.ok) event.waitUntil(keepFile(event.request, answer.clone()).catch(() => {}));
  return answer;
}

async function keepFile(request, answer) {
  const files = await caches.open(FILES);
  await files.put(request, answer);
  const kept = (await files.keys()).filter((one) => new URL(one.url).pathname.startsWith(STATIC));
  for (const old of kept.slice(0, Math.max(kept.length - MOST_FILES, 0))) await files.delete(old);
}

/** The network first, but not for long where a copy is there: a bad line must not hold it back. */
async function page(event) {
  const kept = await copyOf(event.request);
  turn += 1;
  const network = fetch(event.request).then(noted.bind(null, event, turn));
  event.waitUntil(network.catch(() => {}));
  try {
    const answer = await (kept ? Promise.race([network, pause(PATIENCE)]) : network);
    if (answer && !(kept && answer.status >= 500)) return answer;
  } catch {
    // No network: what is kept is all there is.
  }
  if (kept) return marked(kept);
  return (await caches.match(UNREACHABLE, { cacheName: FILES })) ?? Response.error();
}

async function copyOf(request) {
  const whose = await owner();
  return whose ? caches.match(request, { cacheName: PAGES + whose }) : undefined;
}

/** Change copies one change at a time, so that what is forgotten stays so. */
function inTurn(action) {
  const done = writing.then(action);
  writing = done.catch(() => {});
  return done;
}

/** Learn from an answer whose pages these are, and keep the page if the server says so. */
async function noted(event, asked, answer) {
  const whose = answer.headers.get("X-Account");
  // An answer overtaken by a later one may be of somebody who has signed out since.
  if (whose === null || asked < heard) return answer;
  heard = asked;
  // On a full disk nobody is remembered: then nothing of anybody may stay to be shown.
  await inTurn(() => belongTo(whose, asked).catch(forget)).catch(() => {});
  if (whose && answer.ok && answer.headers.get("X-Keep")) {
    event.waitUntil(keepPage(whose, asked, event.request, answer.clone()).catch(() => {}));
  }
  return answer;
}

/** One copy of each page, the newest: that of another day or search gives way once it is there. */
async function keepPage(whose, asked, request, answer) {
  const whole = new Response(await answer.blob(), { headers: answer.headers });
  await inTurn(async () => {
    if (asked < forgotten || whose !== (await owner())) return;
    const pages = await caches.open(PAGES + whose);
    await pages.put(request, whole);
    for (const other of await pages.keys(request, { ignoreSearch: true })) {
      if (other.url !== request.url) await pages.delete(other);
    }
  });
}

/** Remember who is signed in. Whoever comes next finds nothing of the one before. */
async function belongTo(whose, asked) {
  if (asked < forgotten || whose === (await owner())) return;
  const note = await caches.open(WHOSE);
  await note.put("/whose", new Response(whose));
  if (!whose) return;
  for (const name of await caches.keys()) {
    if (name.startsWith(PAGES) && name !== PAGES + whose) await caches.delete(name);
  }
}

async function forget() {
  for (const name of await caches.keys()) if (name !== FILES) await caches.delete(name);
}

async function owner() {
  const note = await caches.match("/whose", { cacheName: WHOSE });
  return note ? note.text() : "";
}

/** Let the page know that it is a copy, and of when. */
async function marked(kept) {
  const headers = new Headers(kept.headers);
  for (const name of ["Content-Encoding", "Content-Length"]) headers.delete(name);
  const text = await kept.text();
  const date = headers.get("Date") ?? new Date().toUTCString();
  return new Response(text.replace("<html ", `<html data-copied="${date}" `), { headers });
}
