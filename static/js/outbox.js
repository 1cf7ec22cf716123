// Keeps on the phone what is entered in a form until the server has answered for it.
//
// What is entered is written down first and sent afterwards, from a store of the account's own: by
// this page as long as one is open, by the worker where the browser wakes it when the line is back.

export const account = document.querySelector("meta[name=account]").content;
const words = document.getElementById("outbox-words").dataset;
const script = (name) => import(document.querySelector(`script[src*='/js/${name}.js']`).src);
const [{ newNumber, Store }, { alone, ONCE, Sender }, phone] = await Promise.all(["store", "sending", "phone"].map(script));
const language = document.documentElement.lang;
export { newNumber, ONCE };

// Entries say how they are written; the server reads every format there ever was. What has no files
// is written as it always was.
export const FORMAT = 1;
export const FORMAT_WITH_FILES = 2;

const FIRST_PAUSE = 5_000;
const LONGEST_PAUSE = 300_000;

// The store ------------------------------------------------------------------------------------

const store = new Store(account);

/** List what is on the phone, in the order in which it was entered. */
export const entries = () => store.entries();

/** Throw an entry away. */
export async function remove(uuid) {
  await store.remove(uuid);
  tell({ uuid });
}

/** Keep an entry, in place of one that was refused where there is one. */
export async function add(entry, replaced) {
  await store.add({ ...entry, phone: phone.numberHere() }, replaced);
  tell({});
}

/** Send a refused entry again as it is. Its old number is settled for ever: it gets a new one. */
export async function resend(entry) {
  const { place, reasons, signedOut: before, ...kept } = entry;
  await add({ ...kept, uuid: newNumber(), state: "waiting" }, entry.uuid);
  send();
}

// Copies of pages ------------------------------------------------------------------------------

const LONGEST_FORGETTING = 3_000;
let leaving = false;

/** Keep a copy of a page, whole, unless somebody is signing out; false when it is not kept. */
export async function keepCopy(address, answer) {
  const whole = new Response(await answer.blob(), { headers: answer.headers });
  if (leaving) return false;
  await (await caches.open(`pages-${account}`)).put(answer.headers.get("X-Keep") ?? address, whole);
  return true;
}

/** End the number of this phone, unless entries stay on it, for which the server may look. */
async function sayFarewell() {
  if (await store.count()) return;
  const note = phone.farewell();
  if (note && navigator.onLine) await Promise.race([sender.exchange([], note), pause(LONGEST_FORGETTING)]);
}

/** Let the worker drop what it holds and what is on its way to it. */
function workerForgets() {
  const worker = navigator.serviceWorker?.controller;
  if (!worker) return undefined;
  return new Promise((done) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = done;
    worker.postMessage("forget", [port2]);
    setTimeout(done, LONGEST_FORGETTING);
  });
}

/** Throw copies of pages and what was begun away, and entries if so wished; from here on, nothing is copied any more. */
export async function wipe(withEntries) {
  leaving = true;
  tell({ leaving });
  if (withEntries) await store.clear().catch(() => {});
  indexedDB.deleteDatabase(`drafts-${account}`);
  await sayFarewell().catch(() => {});
  if (!("caches" in window)) return;
  await workerForgets();
  for (const name of await caches.keys()) if (name !== "assets") await caches.delete(name);
}

// Who listens ----------------------------------------------------------------------------------

const channel = "BroadcastChannel" in window ? new BroadcastChannel(`outbox-${account}`) : null;
const listeners = new Set();
const followers = new Set();
const pause = (time) => new Promise((done) => { setTimeout(done, time); });

/** Be told of every change, in this tab, the others and the worker: `{}` or what became of one entry. */
export function listen(listener) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Be told how much of the files of an entry has left. */
export function follow(follower) {
  followers.add(follower);
}

function heard(news) {
  leaving ||= news.leaving === true;
  for (const listener of [...(news.sent ? followers : listeners)]) listener(news);
}

function tell(news) {
  channel?.postMessage(news);
  heard(news);
}

channel?.addEventListener("message", (event) => heard(event.data));

/** Give the words of a reason for which an entry was refused, by the server or on this phone. */
export function wordsOf({ label, told, name, words: said }) {
  const text = told ? words[told].replace("{name}", name) : said;
  return label ? `${label} · ${text}` : text;
}

/** Say a count in the language of the page. */
export function counted(count, one, many) {
  const form = new Intl.PluralRules(language).select(count) === "one" ? one : many;
  return form.replace("{count}", count.toLocaleString(language));
}

// Sending --------------------------------------------------------------------------------------

let failures = 0;
let timer = null;
let pieces = null;

const sender = new Sender({
  account,
  store,
  tell,
  address: words.address,
  note: (held) => phone.noteOf(held, newNumber),
  noted: phone.told,
  pieces: async () => {
    pieces ??= new (await import(words.pieces)).Pieces(account, words.file);
    return pieces;
  },
});

/** Send an entry that could not be kept; give what became of it, or nothing if nobody knows. */
export const sendUnkept = (entry) => sender.sendUnkept(entry);

// A page that has just come is somebody's who is signed in; a copy knows it from the worker at best.
let before = false;
if (document.documentElement.dataset.copied) {
  store.waiting().then((found) => {
    before = found.some((entry) => entry.signedOut);
    if (before) tell({});
  }).catch(() => {});
}

/** Tell whether nothing can leave before somebody signs in again. */
export const isSignedOut = () => sender.signedOut ?? before;

/** Let the server hear of this phone now and then, also while nothing is sent. */
async function greet() {
  const held = await store.count();
  if (isSignedOut() || leaving || !phone.isDue(held, newNumber)) return;
  const { results } = await sender.exchange([], phone.noteOf(held, newNumber));
  if (results) phone.told(held);
}

let sending = null;
let again = false;

/** Send what waits, once at a time in all tabs of the account; try again later if need be. */
export function send() {
  again = true;
  sending ??= turn().finally(() => { sending = null; });
  return sending;
}

async function turn() {
  clearTimeout(timer);
  let done = true;
  // What is entered while the server hears of this phone waits for no other occasion to leave.
  while (again) {
    again = false;
    done = await alone(account, () => sender.sendAll()).catch(() => false);
    if (done && !again) await greet().catch(() => {});
  }
  // Where something has left, the line is there: it is tried again soon.
  failures = done ? 0 : (sender.advanced ? 0 : failures) + 1;
  sender.advanced = false;
  if (!done && !isSignedOut()) {
    const wait = Math.min(FIRST_PAUSE * 2 ** (failures - 1), LONGEST_PAUSE);
    timer = setTimeout(send, wait * (0.5 + Math.random() / 2));
  }
  tell({});
}

/** Ask the browser to wake the worker once the line is there; true where it will. */
export async function sendWithoutPage() {
  if (!navigator.locks || !("SyncManager" in window) || leaving) return false;
  try {
    const { sync } = await navigator.serviceWorker.ready;
    await sync.register(`outbox-${account}`);
    return true;
  } catch {
    // Forbidden by the browser or its owner: then it leaves from a page.
    return false;
  }
}

/** A page that is left asks anew: what it asked when an entry was kept may have had its time. */
async function leaveToWorker() {
  if ((await store.waiting()).length) await sendWithoutPage();
}

send();
window.addEventListener("online", send);
document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "visible") send();
  else leaveToWorker().catch(() => {});
});
