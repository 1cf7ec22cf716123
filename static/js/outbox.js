// Keeps on the phone what is entered in a form until the server has answered for it.
//
// What is entered is written down first and sent afterwards, from a store of the account's own. An
// entry leaves the store only when the server says, by its number, that it was accepted: a lost
// answer, an error or a page of nonsense leave it there, and the server knows a number it has seen.

export const account = document.querySelector("meta[name=account]").content;
const words = document.getElementById("outbox-words").dataset;
const phone = await import(document.querySelector("script[src*='/js/phone.js']").src);
const language = document.documentElement.lang;

// Entries say how they are written; the server reads every format there ever was. The version of
// the store itself never rises: an old page, still open, could not read a newer one. What has no
// files is written as it always was.
export const FORMAT = 1;
export const FORMAT_WITH_FILES = 2;
const STORE_VERSION = 1;

// Kinds whose form is for one time: sent again it could only be refused.
export const ONCE = new Set(["quiz.attempt", "visit.account", "visit.missed"]);

const MOST_AT_ONCE = 20;
const MOST_CHARACTERS = 200_000;
const MOST_FILES_AT_ONCE = 12;
const LONGEST_ANSWER = 30_000;
const FIRST_PAUSE = 5_000;
const LONGEST_PAUSE = 300_000;

/** Make a number for an entry; older browsers and lines without encryption lack the short way. */
export function newNumber() {
  if (crypto.randomUUID) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const digits = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return digits.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}

// The store ------------------------------------------------------------------------------------

let opened = null;

function open() {
  opened ??= new Promise((done, fail) => {
    const request = indexedDB.open(`outbox-${account}`, STORE_VERSION);
    request.onupgradeneeded = () => {
      const store = request.result.createObjectStore("entries", { keyPath: "place", autoIncrement: true });
      store.createIndex("uuid", "uuid", { unique: true });
    };
    request.onsuccess = () => done(request.result);
    request.onerror = () => fail(request.error);
  }).catch((error) => {
    opened = null;
    throw error;
  });
  return opened;
}

/** Do something with the store; the promise holds once it is on the disk. */
async function within(mode, action) {
  const base = await open();
  return new Promise((done, fail) => {
    const transaction = base.transaction("entries", mode, { durability: "strict" });
    let result;
    transaction.oncomplete = () => done(result?.result);
    transaction.onabort = () => fail(transaction.error);
    transaction.onerror = () => fail(transaction.error);
    result = action(transaction.objectStore("entries"));
  });
}

/** List what is on the phone, in the order in which it was entered. */
export async function entries() {
  return (await within("readonly", (store) => store.getAll())) ?? [];
}

function removeFrom(store, uuid) {
  store.index("uuid").getKey(uuid).onsuccess = (event) => {
    if (event.target.result !== undefined) store.delete(event.target.result);
  };
}

/** Throw an entry away. */
export async function remove(uuid) {
  await within("readwrite", (store) => { removeFrom(store, uuid); });
  tell({ uuid });
}

/** Keep an entry, in place of one that was refused where there is one. */
export async function add(entry, replaced) {
  await within("readwrite", (store) => {
    if (replaced) removeFrom(store, replaced);
    store.add(entry);
  });
  tell({});
}

/** Send a refused entry again as it is. Its old number is settled for ever: it gets a new one. */
export async function resend(entry) {
  const { place, reasons, ...kept } = entry;
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
  if (await howMany()) return;
  const note = phone.farewell();
  if (note && navigator.onLine) await Promise.race([exchange([], note), pause(LONGEST_FORGETTING)]);
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

/** Throw copies of pages away, and entries if so wished; from here on, nothing is copied any more. */
export async function wipe(withEntries) {
  leaving = true;
  tell({ leaving });
  if (withEntries) await within("readwrite", (store) => store.clear()).catch(() => {});
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

/** Be told of every change, in this tab and the others: `{}` or what became of one entry. */
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

// Sending --------------------------------------------------------------------------------------

let failures = 0;
let advanced = false;
let atOnce = MOST_AT_ONCE;
let timer = null;
export let signedOut = false;

// What the server said it lacks of entries. After a break in the line it is not asked about them
// again, one after the other, before anything of their files can leave.
const lacking = new Map();

/** Take as many waiting entries as one sending holds, leaving out those that were tried. */
async function nextBatch(tried, most) {
  const batch = [];
  let [characters, files] = [0, 0];
  for (const entry of await entries()) {
    if (entry.state !== "waiting" || tried.has(entry.uuid)) continue;
    characters += JSON.stringify(entry.fields).length;
    files += entry.files?.length ?? 0;
    const isFull = batch.length === most || characters > MOST_CHARACTERS || files > MOST_FILES_AT_ONCE;
    if (batch.length && isFull) break;
    batch.push(entry);
  }
  return batch;
}

/** Write an entry as it is sent: what stays on the phone, and the bytes of files, are left out. */
function sentAs({ format, uuid, kind, target, fields, saved_at, files }) {
  const entry = { format, uuid, kind, target, fields, saved_at };
  if (files) entry.files = files.map(({ blob, ...said }) => said);
  return entry;
}

/** Send a batch; give the status of the answer and, when it is one of ours, the results. */
async function exchange(batch, note) {
  const stop = new AbortController();
  const late = setTimeout(() => stop.abort(), LONGEST_ANSWER);
  try {
    const response = await fetch(words.address, {
      method: "POST",
      headers: { "Content-Type": "application/json", Accept: "application/json" },
      body: JSON.stringify({ account, phone: note, entries: batch.map(sentAs) }),
      credentials: "same-origin",
      redirect: "manual",
      signal: stop.signal,
    });
    if (response.type === "opaqueredirect" || [401, 409].includes(response.status)) return { status: 401 };
    const answer = await response.json().catch(() => null);
    const ours = response.ok && answer?.account === account && Array.isArray(answer.results);
    return { status: response.status, results: ours ? answer.results : null };
  } catch {
    return { status: 0 };
  } finally {
    clearTimeout(late);
  }
}

/** Write down what became of each entry of a batch; give how many are settled. */
async function settle(batch, results) {
  let settled = 0;
  for (const [place, entry] of batch.entries()) {
    const result = results[place];
    if (result?.uuid !== entry.uuid) continue;
    if (result.outcome === "accepted") {
      await within("readwrite", (store) => store.delete(entry.place));
      await forgetCopy(entry).catch(() => {});
    } else if (result.outcome === "refused") {
      const refused = { ...entry, state: "refused", reasons: result.reasons ?? [] };
      // On a full disk it stays as it was: sent again, it is refused again.
      await within("readwrite", (store) => store.put(refused)).catch(() => {});
    } else continue;
    settled += 1;
    advanced = true;
    tell(result);
  }
  return settled;
}

/** What is answered once is not asked again: the copy of its page has had its time. */
async function forgetCopy(entry) {
  if (ONCE.has(entry.kind) && "caches" in window) {
    await (await caches.open(`pages-${account}`)).delete(entry.page);
  }
}

/** Refuse an entry on the phone itself: sent as it is, it could never arrive. */
const refusedHere = (entry, text) => (
  { uuid: entry.uuid, outcome: "refused", reasons: [{ field: null, words: text }] }
);

async function tooHeavy(entry) {
  await settle([entry], [refusedHere(entry, words.heavy)]);
}

/** Send what the server says it lacks of an entry's files; give how that ended, or what is wrong. */
async function sendFiles(entry, missing, mayGoOn) {
  const size = entry.files.reduce((sum, file) => sum + file.size, 0);
  const heard = (left) => {
    advanced = true;
    tell({ uuid: entry.uuid, sent: size - left, size });
  };
  const { sendMissing } = await import(words.files);
  try {
    const end = await sendMissing(entry, missing, mayGoOn, heard);
    return end === 413 ? { problem: words.heavy } : { end };
  } catch (error) {
    if (error.told) return { problem: error.told };
    throw error;
  }
}

/** Send an entry that could not be kept; give what became of it, or nothing if nobody knows. */
export async function sendUnkept(entry) {
  for (let carried = false; ; carried = true) {
    const { status, results } = await exchange([entry]);
    signedOut = status === 401;
    const result = results?.[0];
    if (result?.uuid !== entry.uuid) return null;
    if (["accepted", "refused"].includes(result.outcome)) return result;
    if (carried || !result.missing) return null;
    const { end, problem } = await sendFiles(entry, result.missing, async () => true).catch(() => ({}));
    signedOut = end === 401;
    if (problem) return refusedHere(entry, problem);
    if (end !== "done") return null;
  }
}

/** Send the files of the first entry that waits for them, as long as nothing else waits. */
async function sendFirstFiles(tried) {
  const [uuid, missing] = lacking.entries().next().value;
  const entry = (await entries()).find((one) => one.uuid === uuid && one.state === "waiting");
  const mayGoOn = async () => !(await nextBatch(tried, 1)).length;
  const { end, problem } = entry ? await sendFiles(entry, missing, mayGoOn) : {};
  if (problem) await settle([entry], [refusedHere(entry, problem)]);
  signedOut = end === 401;
  if (end === "paused") return end;
  lacking.delete(uuid);
  // Whole now, it is sent again; in any other case it is tried again later.
  if (end === "done" || !entry) tried.delete(uuid);
  return end;
}

/** Count what is on the phone, sent or not. */
const howMany = () => within("readonly", (store) => store.count());

/** Let the server hear of this phone now and then, also while nothing is sent. */
async function greet() {
  const held = await howMany();
  if (signedOut || leaving || !phone.isDue(held, newNumber)) return;
  const { results } = await exchange([], phone.noteOf(held, newNumber));
  if (results) phone.told(held);
}

/** Send all that waits, batch by batch; true when nothing is left that could have gone. */
async function sendAll() {
  const tried = new Set(lacking.keys());
  const asked = new Set();
  let alone = false;
  for (;;) {
    const batch = await nextBatch(tried, alone ? 1 : atOnce);
    if (!batch.length && lacking.size) {
      if ([0, 401].includes(await sendFirstFiles(tried))) return false;
      continue;
    }
    if (!batch.length) return tried.size === 0;
    const held = await howMany();
    const { status, results } = await exchange(batch, phone.noteOf(held, newNumber));
    signedOut = status === 401;
    // What a line loses or takes too long for may be too much for it.
    if (status === 0) atOnce = Math.max(1, Math.floor(batch.length / 2));
    if (signedOut || status === 0) return false;
    if (results) {
      atOnce = Math.min(MOST_AT_ONCE, atOnce * 2);
      await settle(batch, results);
      phone.told(held - results.filter((result) => result?.outcome === "accepted").length);
      for (const { uuid, missing } of results) {
        if (Array.isArray(missing) && !asked.has(uuid)) lacking.set(uuid, missing);
        asked.add(uuid);
      }
      // Whatever was not settled is tried again later, and holds nothing else up.
      for (const entry of batch) tried.add(entry.uuid);
      const left = new Set((await entries()).map((entry) => entry.uuid));
      for (const uuid of [...tried]) if (!left.has(uuid)) tried.delete(uuid);
    } else if (batch.length > 1) alone = true;
    else if (status === 413) await tooHeavy(batch[0]);
    else tried.add(batch[0].uuid);
  }
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
    done = await inTurn(sendAll).catch(() => false);
    if (done && !again) await greet().catch(() => {});
  }
  // Where something has left, the line is there: it is tried again soon.
  failures = done ? 0 : (advanced ? 0 : failures) + 1;
  advanced = false;
  if (!done && !signedOut) {
    const wait = Math.min(FIRST_PAUSE * 2 ** (failures - 1), LONGEST_PAUSE);
    timer = setTimeout(send, wait * (0.5 + Math.random() / 2));
  }
  tell({});
}

function inTurn(action) {
  return navigator.locks ? navigator.locks.request(`outbox-${account}`, action) : action();
}

/** Say a count in the language of the page. */
export function counted(count, one, many) {
  const form = new Intl.PluralRules(language).select(count) === "one" ? one : many;
  return form.replace("{count}", count.toLocaleString(language));
}

send();
window.addEventListener("online", send);
document.addEventListener("visibilitychange", () => { if (document.visibilityState === "visible") send(); });
