// Sends what waits in the store of an account, from a page or, with none open, from the worker.
//
// An entry leaves the store only when the server says, by its number, that it was accepted: a lost
// answer, an error or a page of nonsense leave it there, and the server knows a number it has seen.

// Kinds whose form is for one time: sent again it could only be refused.
export const ONCE = new Set(["quiz.attempt", "visit.account", "visit.missed", "practical.acknowledgement"]);

const MOST_AT_ONCE = 20;
const MOST_CHARACTERS = 200_000;
const MOST_FILES_AT_ONCE = 12;
const LONGEST_ANSWER = 30_000;

/** Write an entry as it is sent: what stays on the phone, and the bytes of files, are left out. */
function sentAs({ format, uuid, kind, target, fields, saved_at, files }) {
  const entry = { format, uuid, kind, target, fields, saved_at };
  if (files) entry.files = files.map(({ blob, ...said }) => said);
  return entry;
}

/** Refuse an entry on the phone itself: sent as it is, it could never arrive. */
const refusedHere = (entry, reason) => ({ uuid: entry.uuid, outcome: "refused", reasons: [reason] });

const HEAVY = { field: null, told: "heavy" };

/** Do something with what waits of an account, one page or worker at a time. */
export function alone(account, action) {
  return navigator.locks ? navigator.locks.request(`outbox-${account}`, action) : action();
}

/** Sends for one account. What it cannot know, it is given: where to send (`address`), the `store`,
    how to get what sends `pieces`, the note by which the server hears of the phone, and whom to tell. */
export class Sender {
  constructor({ account, address, store, pieces, note, noted, tell }) {
    Object.assign(this, { account, address, store, pieces, note, noted, tell });
    this.atOnce = MOST_AT_ONCE;
    this.advanced = false;
    this.signedOut = null;
    // What the server said it lacks of entries. After a break in the line it is not asked about them
    // again, one after the other, before anything of their files can leave.
    this.lacking = new Map();
  }

  /** Take as many waiting entries as one sending holds, leaving out those that were tried. */
  async nextBatch(tried, most) {
    const batch = [];
    let [characters, files] = [0, 0];
    for (const entry of await this.store.waiting()) {
      if (tried.has(entry.uuid)) continue;
      characters += JSON.stringify(entry.fields).length;
      files += entry.files?.length ?? 0;
      const isFull = batch.length === most || characters > MOST_CHARACTERS || files > MOST_FILES_AT_ONCE;
      if (batch.length && isFull) break;
      batch.push(entry);
    }
    return batch;
  }

  /** Send a batch; give the status of the answer and, when it is one of ours, the results. */
  async exchange(batch, note) {
    const { account } = this;
    const stop = new AbortController();
    const late = setTimeout(() => stop.abort(), LONGEST_ANSWER);
    try {
      const response = await fetch(this.address, {
        method: "POST",
        headers: { "Content-Type": "application/json", Accept: "application/json" },
        body: JSON.stringify({ account, phone: note, entries: batch.map(sentAs) }),
        credentials: "same-origin",
        redirect: "manual",
        signal: stop.signal,
      });
      this.signedOut = response.type === "opaqueredirect" || [401, 409].includes(response.status);
      if (this.signedOut) return { status: 401 };
      const answer = await response.json().catch(() => null);
      const ours = response.ok && answer?.account === account && Array.isArray(answer.results);
      return { status: response.status, results: ours ? answer.results : null };
    } catch {
      return { status: 0 };
    } finally {
      clearTimeout(late);
    }
  }

  /** Write down what became of each entry of a batch. */
  async settle(batch, results) {
    for (const [place, entry] of batch.entries()) {
      const result = results[place];
      if (result?.uuid !== entry.uuid) continue;
      if (result.outcome === "accepted") {
        await this.store.remove(entry.uuid);
        await this.forgetCopy(entry).catch(() => {});
      } else if (result.outcome === "refused") {
        const refused = { ...entry, state: "refused", reasons: result.reasons ?? [] };
        // On a full disk it stays as it was: sent again, it is refused again.
        await this.store.change(refused).catch(() => {});
      } else continue;
      this.advanced = true;
      this.tell(result);
    }
  }

  /** What is answered once is not asked again: the copy of its page has had its time. */
  async forgetCopy(entry) {
    if (ONCE.has(entry.kind) && "caches" in globalThis) {
      await (await caches.open(`pages-${this.account}`)).delete(entry.page);
    }
  }

  /** Send what the server says it lacks of an entry's files; give how that ended, or what is wrong. */
  async sendFiles(entry, missing, mayGoOn) {
    const size = entry.files.reduce((sum, file) => sum + file.size, 0);
    const heard = (left) => {
      this.advanced = true;
      this.tell({ uuid: entry.uuid, sent: size - left, size });
    };
    const pieces = await this.pieces();
    try {
      const end = await pieces.sendMissing(entry, missing, mayGoOn, heard);
      this.signedOut = end === 401;
      return end === 413 ? { problem: HEAVY } : { end };
    } catch (error) {
      if (error.reason) return { problem: error.reason };
      throw error;
    }
  }

  /** Send an entry that could not be kept; give what became of it, or nothing if nobody knows. */
  async sendUnkept(entry) {
    for (let carried = false; ; carried = true) {
      const { results } = await this.exchange([entry]);
      const result = results?.[0];
      if (result?.uuid !== entry.uuid) return null;
      if (["accepted", "refused"].includes(result.outcome)) return result;
      if (carried || !result.missing) return null;
      const { end, problem } = await this.sendFiles(entry, result.missing, async () => true).catch(() => ({}));
      if (problem) return refusedHere(entry, problem);
      if (end !== "done") return null;
    }
  }

  /** Send the files of the first entry that waits for them, as long as nothing else waits. */
  async sendFirstFiles(tried) {
    const { lacking } = this;
    const [uuid, missing] = lacking.entries().next().value;
    const entry = (await this.store.waiting()).find((one) => one.uuid === uuid);
    const mayGoOn = async () => !(await this.nextBatch(tried, 1)).length;
    const { end, problem } = entry ? await this.sendFiles(entry, missing, mayGoOn) : {};
    if (problem) await this.settle([entry], [refusedHere(entry, problem)]);
    if (end === "paused") return end;
    lacking.delete(uuid);
    // Whole now, it is sent again; in any other case it is tried again later.
    if (end === "done" || !entry) tried.delete(uuid);
    return end;
  }

  /** Send all that waits, batch by batch; true when nothing is left that could have gone. */
  async sendAll() {
    const { lacking } = this;
    const tried = new Set(lacking.keys());
    const asked = new Set();
    let single = false;
    for (;;) {
      const batch = await this.nextBatch(tried, single ? 1 : this.atOnce);
      if (!batch.length && lacking.size) {
        if ([0, 401].includes(await this.sendFirstFiles(tried))) return false;
        continue;
      }
      if (!batch.length) return tried.size === 0;
      const held = await this.store.count();
      const { status, results } = await this.exchange(batch, this.note(held, batch));
      // What a line loses or takes too long for may be too much for it.
      if (status === 0) this.atOnce = Math.max(1, Math.floor(batch.length / 2));
      if ([0, 401].includes(status)) return false;
      if (results) {
        this.atOnce = Math.min(MOST_AT_ONCE, this.atOnce * 2);
        await this.settle(batch, results);
        this.noted(held - results.filter((result) => result?.outcome === "accepted").length);
        for (const { uuid, missing } of results) {
          if (Array.isArray(missing) && !asked.has(uuid)) lacking.set(uuid, missing);
          asked.add(uuid);
        }
        // Whatever was not settled is tried again later, and holds nothing else up.
        for (const entry of batch) tried.add(entry.uuid);
        const left = new Set((await this.store.entries()).map((entry) => entry.uuid));
        for (const uuid of [...tried]) if (!left.has(uuid)) tried.delete(uuid);
      } else if (batch.length > 1) single = true;
      else if (status === 413) await this.settle(batch, [refusedHere(batch[0], HEAVY)]);
      else tried.add(batch[0].uuid);
    }
  }
}
