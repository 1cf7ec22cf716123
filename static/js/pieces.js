// Sends the files of entries in pieces that go on where the line was cut; from pages, which fetch
// this only where there are files, and from the worker.

const LARGEST_PIECE = 65_536;
const SMALLEST_PIECE = 8_192;
const LONGEST_ANSWER = 60_000;
const MOST_FAILURES = 3;

/** Something is wrong with a file itself: `told` names the words for the person, which pages have. */
export class FileProblem extends Error {
  constructor(told, name) {
    super(told);
    this.reason = { field: null, told, name };
  }
}

export async function bytesOf(blob, name) {
  try {
    return await blob.arrayBuffer();
  } catch {
    throw new FileProblem("unreadable", name);
  }
}

/** Tell how many bytes of an entry's files have not left. */
function left(entry, missing) {
  const lacks = missing.map((lack) => [entry.files.find((one) => one.uuid === lack.uuid), lack.received]);
  return lacks.reduce((sum, [file, received]) => sum + (file ? file.size - received : 0), 0);
}

/** Sends pieces for an account, shorter ones where the line does not hold. */
export class Pieces {
  constructor(account, address) {
    this.account = account;
    this.address = address;
    this.length = LARGEST_PIECE;
  }

  /** Send some bytes of a file; give the status, and how many are there now if the server says so. */
  async sendPiece(file, start) {
    const { account } = this;
    const body = await bytesOf(file.blob.slice(start, start + this.length), file.name);
    const asked = new URLSearchParams({ start, size: file.size, ...(file.sha256 && { sha256: file.sha256 }) });
    const stop = new AbortController();
    const late = setTimeout(() => stop.abort(), LONGEST_ANSWER);
    try {
      const response = await fetch(`${this.address.replace("UUID", file.uuid)}?${asked}`, {
        method: "POST",
        headers: { "Content-Type": "application/octet-stream", Accept: "application/json", "X-Account": account },
        body,
        credentials: "same-origin",
        redirect: "manual",
        signal: stop.signal,
      });
      if (response.type === "opaqueredirect" || [401, 409].includes(response.status)) return { status: 401 };
      const answer = await response.json().catch(() => null);
      const ours = response.ok && answer?.account === account && answer.uuid === file.uuid;
      const here = ours && answer.received >= 0 && answer.received <= file.size;
      return { status: response.status, received: here ? answer.received : null };
    } catch {
      return { status: 0, received: null };
    } finally {
      clearTimeout(late);
    }
  }

  /** Send one piece, shorter ones where the line does not hold; a page of nonsense counts as failure. */
  async tryPiece(file, start) {
    let answer;
    for (let failures = 0; failures < MOST_FAILURES; failures += 1) {
      answer = await this.sendPiece(file, start);
      if (Number.isInteger(answer.received)) {
        this.length = Math.min(LARGEST_PIECE, this.length * 2);
        return answer;
      }
      if ([401, 413].includes(answer.status)) break;
      this.length = Math.max(SMALLEST_PIECE, this.length / 2);
    }
    return answer;
  }

  /** Send what the server lacks of an entry's files: "done", "paused" when something else may not wait,
      or the status that ended it. `missing` says from where on, and is kept up to date. */
  async sendMissing(entry, missing, mayGoOn, tell) {
    for (const lack of missing) {
      const file = entry.files.find((one) => one.uuid === lack.uuid);
      while (file && lack.received < file.size) {
        if (!(await mayGoOn())) return "paused";
        const answer = await this.tryPiece(file, lack.received);
        if (!Number.isInteger(answer.received)) return answer.status;
        // What another tab has sent counts; what the server has lost begins again, with the entry.
        if (answer.received <= lack.received) return "done";
        lack.received = answer.received;
        tell(left(entry, missing));
      }
    }
    return "done";
  }
}
