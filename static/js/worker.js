// Keeps on the phone the pages that were read and the files they need, and sends what waits when no
// page is there to do it. The lines before this say which files every page needs (SHELL), which page
// says that there is no network (UNREACHABLE), of which pages there are several copies, told apart by
// what their addresses ask (SEVERAL), where entries and files go (OUTBOX, FILE) and which program
// this is (PROGRAM); then come the modules by which pages send too.

const FILES = "assets";
const WHOSE = "whose";
const PAGES = "pages-";
const WAITING = "outbox-";
const DRAFTS = "drafts-";
const PATIENCE = 3_000;
const PATIENCE_FOR_WHOLE = 10_000;
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

// The page that started the worker came before it, and says whose it is. Somebody signs out: nothing
// that is still under way may bring a copy back.
self.addEventListener("message", (event) => {
  if (event.data.whose && !heard) event.waitUntil(inTurn(() => heard || belongTo(event.data.whose, turn)));
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

// The line is there, says the browser: what waits leaves, should no page see to it.
self.addEventListener("sync", (event) => {
  if (event.tag.startsWith(WAITING)) event.waitUntil(sendWaiting(event.tag.slice(WAITING.length)));
});

/** Send what waits of an account, whoever still signed in. Fails where something stays that could
    leave: the browser tries again later. */
async function sendWaiting(account) {
  const store = new Store(account);
  if (!navigator.locks || account !== (await owner()) || !(await store.waiting()).length) return;
  const windows = await self.clients.matchAll({ type: "window" });
  if (windows.some((one) => one.visibilityState === "visible")) throw new Error("left to the page");
  const sender = senderFor(account, store);
  const done = await alone(account, () => sender.sendAll());
  if (sender.signedOut) for (const entry of await store.waiting()) await store.change({ ...entry, signedOut: true });
  else if (!done) throw new Error("something waits");
}

function senderFor(account, store) {
  const channel = new BroadcastChannel(`outbox-${account}`);
  return new Sender({
    account,
    store,
    address: OUTBOX,
    pieces: async () => new Pieces(account, FILE),
    tell: (news) => channel.postMessage(news),
    // The page that opens next sees that the server knows another number of entries than it does.
    noted: () => {},
    note: (held, batch) => {
      const number = batch.find((entry) => entry.phone)?.phone;
      return number ? { number, held, program: PROGRAM } : undefined;
    },
  });
}

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
    if (answer && (!kept || (answer.status < 500 && await comesWhole(answer)))) return answer;
  } catch {
    // No network: what is kept is all there is.
  }
  if (kept) return marked(kept);
  return (await caches.match(UNREACHABLE, { cacheName: FILES })) ?? Response.error();
}

/** True once all of an answer is there; half of a page is worth less than its copy. */
function comesWhole(answer) {
  const whole = answer.clone().blob().then(() => true, () => false);
  return Promise.race([whole, pause(PATIENCE_FOR_WHOLE)]);
}

const rule = (address) => SEVERAL.find(({ path }) => new RegExp(path).test(new URL(address).pathname));

/** Write an address with some of what it asks, in the order of the rule; the rest is left out. */
function asking(address, names, blank = []) {
  const { pathname, searchParams } = new URL(address);
  const asked = new URLSearchParams(names.filter((name) => searchParams.has(name)).map((name) => [name, searchParams.get(name)]));
  for (const name of blank) asked.set(name, "");
  return `${pathname}?${asked}`.replace(/\?$/, "");
}

/** A page of several copies is answered by its own, else by the one that its script makes its own. */
async function copyOf(request) {
  const whose = await owner();
  if (!whose) return undefined;
  const pages = await caches.open(PAGES + whose);
  const told = rule(request.url);
  if (!told) return pages.match(request);
  const named = told.blank.some((name) => new URL(request.url).searchParams.has(name));
  return (!named && await pages.match(asking(request.url, told.names)))
    || await pages.match(asking(request.url, told.names, told.blank))
    || (told.nearest ? pages.match(request, { ignoreSearch: true }) : undefined);
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
    event.waitUntil(keepPage(whose, asked, answer.headers.get("X-Keep"), answer.clone()).catch(() => {}));
  }
  return answer;
}

/** The newest copy of each page, under the address that the server gives it, and no more than the rule has. */
async function keepPage(whose, asked, address, answer) {
  const whole = new Response(await answer.blob(), { headers: answer.headers });
  await inTurn(async () => {
    if (asked < forgotten || whose !== (await owner())) return;
    const pages = await caches.open(PAGES + whose);
    await pages.put(address, whole);
    const own = await pages.keys(address, { ignoreSearch: true });
    const most = rule(new URL(address, self.location.origin))?.most ?? 1;
    for (const old of own.slice(0, Math.max(own.length - most, 0))) await pages.delete(old);
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
  await dropDrafts(whose);
}

/** Drop what others than one account began to type. */
async function dropDrafts(whose) {
  for (const { name } of (await indexedDB.databases?.()) ?? []) {
    if (name.startsWith(DRAFTS) && name !== DRAFTS + whose) indexedDB.deleteDatabase(name);
  }
}

async function forget() {
  await dropDrafts("");
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
