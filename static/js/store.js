// What a phone keeps of an account until the server has answered for it. Pages and the worker open
// the same store; what one writes the other reads.

// The version of the store never rises: an old page, still open, could not read a newer one.
const STORE_VERSION = 1;

/** Make a number for an entry; older browsers and lines without encryption lack the short way. */
export function newNumber() {
  if (crypto.randomUUID) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const digits = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return digits.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}

function removeFrom(store, uuid) {
  store.index("uuid").getKey(uuid).onsuccess = (event) => {
    if (event.target.result !== undefined) store.delete(event.target.result);
  };
}

/** The entries of one account, in the order in which they were entered. */
export class Store {
  constructor(account) {
    this.name = `outbox-${account}`;
    this.opened = null;
  }

  open() {
    this.opened ??= new Promise((done, fail) => {
      const request = indexedDB.open(this.name, STORE_VERSION);
      request.onupgradeneeded = () => {
        const store = request.result.createObjectStore("entries", { keyPath: "place", autoIncrement: true });
        store.createIndex("uuid", "uuid", { unique: true });
      };
      request.onsuccess = () => done(request.result);
      request.onerror = () => fail(request.error);
    }).catch((error) => {
      this.opened = null;
      throw error;
    });
    return this.opened;
  }

  /** Do something with the store; the promise holds once it is on the disk. */
  async within(mode, action) {
    const base = await this.open();
    return new Promise((done, fail) => {
      const transaction = base.transaction("entries", mode, { durability: "strict" });
      let result;
      transaction.oncomplete = () => done(result?.result);
      transaction.onabort = () => fail(transaction.error);
      transaction.onerror = () => fail(transaction.error);
      result = action(transaction.objectStore("entries"));
    });
  }

  async entries() {
    return (await this.within("readonly", (store) => store.getAll())) ?? [];
  }

  async waiting() {
    return (await this.entries()).filter((entry) => entry.state === "waiting");
  }

  /** Count what is on the phone, sent or not. */
  count() {
    return this.within("readonly", (store) => store.count());
  }

  /** Keep an entry, in place of one that was refused where there is one. */
  add(entry, replaced) {
    return this.within("readwrite", (store) => {
      if (replaced) removeFrom(store, replaced);
      store.add(entry);
    });
  }

  remove(uuid) {
    return this.within("readwrite", (store) => { removeFrom(store, uuid); });
  }

  /** Write an entry anew, unless it has left the phone meanwhile. */
  change(entry) {
    return this.within("readwrite", (store) => {
      store.getKey(entry.place).onsuccess = (event) => {
        if (event.target.result !== undefined) store.put(entry);
      };
    });
  }

  clear() {
    return this.within("readwrite", (store) => store.clear());
  }
}
