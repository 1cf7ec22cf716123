// Keeps on the phone what somebody signed in has typed in a form and the files chosen in it, until it
// is sent, even if the browser is ended meanwhile. It goes with its account: whoever comes next finds
// nothing of it, and signing out drops it.

const account = document.querySelector("meta[name=account]").content;
const words = document.getElementById("outbox-words").dataset;
const { keyOf, putBackTyping, storage, typedIn } = await import(document.querySelector("script[src*='/js/app.js']").src);

const VERSION = 1;
const LONGEST_KEPT = 30 * 24 * 60 * 60_000;
const SENT = "sent-draft";

let opened = null;

function open() {
  opened ??= new Promise((done, fail) => {
    const request = indexedDB.open(`drafts-${account}`, VERSION);
    request.onupgradeneeded = () => {
      for (const name of ["typed", "files"]) request.result.createObjectStore(name, { keyPath: "key" });
    };
    request.onsuccess = () => {
      // Somebody signs out: nothing may hold the store back, and nothing is written any more.
      request.result.onversionchange = () => request.result.close();
      done(request.result);
    };
    request.onerror = () => fail(request.error);
  });
  return opened;
}

/** Do something with a part of the store; a phone that is full or forbids it goes on without. */
async function within(name, mode, action) {
  try {
    const base = await open();
    return await new Promise((done, fail) => {
      const transaction = base.transaction(name, mode);
      const request = action(transaction.objectStore(name));
      transaction.oncomplete = () => done(request.result);
      transaction.onabort = () => fail(transaction.error);
    });
  } catch {
    return undefined;
  }
}

/** Drop what was kept under a key. */
export async function drop(key) {
  for (const name of ["typed", "files"]) await within(name, "readwrite", (store) => store.delete(key));
}

/** List what was begun and not sent, the latest first; what nobody came back to in a month goes. */
export async function drafts() {
  const found = (await within("typed", "readonly", (store) => store.getAll())) ?? [];
  const isOld = ({ at }) => Date.now() - at > LONGEST_KEPT;
  for (const { key } of found.filter(isOld)) await drop(key);
  return found.filter((one) => !isOld(one)).sort((one, other) => other.at - one.at);
}

async function copyOf(field, file) {
  const blob = new Blob([await file.arrayBuffer()], { type: file.type });
  return { field, name: file.name, type: file.type, blob };
}

class Draft {
  constructor(form) {
    this.form = form;
    this.key = keyOf(form);
    this.turn = 0;
    this.isKept = false;
    form.addEventListener("input", (event) => this.changed(event.target));
    // What a phone keeps as an entry is dropped with it; the next page says so of the others.
    if (!form.dataset.outbox) form.addEventListener("submit", () => storage((store) => store.setItem(SENT, this.key)));
  }

  /** Put what was kept back into the form; one that comes back with its faults holds it already. */
  async restore() {
    const typed = await within("typed", "readonly", (store) => store.get(this.key));
    const chosen = await within("files", "readonly", (store) => store.get(this.key));
    const isBack = this.form.querySelector(".error-summary");
    if (isBack) storage((store) => store.removeItem(SENT));
    if (!typed || this.turn) return;
    this.isKept = true;
    if (!isBack) putBackTyping(this.form, typed.values, () => this.forget());
    if (chosen?.files.length) (await import(words.files)).putBack(this.form, chosen.files);
    this.form.dispatchEvent(new Event("input", { bubbles: true }));
  }

  /** Scripts that fill a form say so on the form itself: that alone begins no draft, unless they take
      something along from what was about somebody else. */
  async changed(field) {
    // The form may have become one about something else: what was typed is no longer of the first.
    const isAnother = this.key !== keyOf(this.form);
    if (isAnother) {
      await this.forget();
      this.key = keyOf(this.form);
    }
    if (field === this.form && !this.isKept && !isAnother) return;
    this.isKept = true;
    this.turn += field === this.form ? 0 : 1;
    const { key, form } = this;
    const title = form.dataset.outboxTitle || document.querySelector("h1").textContent.trim();
    const page = window.location.pathname + window.location.search;
    const draft = { key, title, page, at: Date.now(), values: typedIn(form) };
    await within("typed", "readwrite", (store) => store.put(draft));
    if (isAnother || field.type === "file") await this.keepFiles();
  }

  /** Copy the files that are chosen now; photos that are being made smaller say when they are. */
  async keepFiles() {
    const { key, form, turn } = this;
    await new Promise((done) => { setTimeout(done); });
    if (form.querySelector("[type=submit]:disabled")) return;
    const inputs = [...form.querySelectorAll("input[type=file]")];
    const chosen = inputs.flatMap((input) => [...input.files].map((file) => copyOf(input.name, file)));
    const files = await Promise.all(chosen).catch(() => []);
    if (turn === this.turn && key === this.key) await within("files", "readwrite", (store) => store.put({ key, files }));
  }

  async forget() {
    this.turn += 1;
    this.isKept = false;
    await drop(this.key);
  }
}

const known = new Map();

/** Keep what is typed in a form, after putting back what was kept of it. */
export async function keep(form) {
  const draft = new Draft(form);
  known.set(form, draft);
  await draft.restore();
}

/** Drop what was typed in one form: it has been sent, or is kept elsewhere. */
export const forget = (form) => known.get(form)?.forget();

/** Drop what was sent last, now that a page says that it was saved. */
export async function forgetSent() {
  const key = storage((store) => store.getItem(SENT));
  if (key) await drop(key);
  storage((store) => store.removeItem(SENT));
}
