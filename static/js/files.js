// The files of entries: written down with what was typed, sent in pieces that go on where the line
// was cut, put back into their form. Fetched only where there are files.

const account = document.querySelector("meta[name=account]").content;
const words = document.getElementById("outbox-words").dataset;

const LARGEST_PIECE = 65_536;
const SMALLEST_PIECE = 8_192;
const LONGEST_ANSWER = 60_000;
const MOST_FAILURES = 3;

/** Something is wrong with a file itself, told in words for the person. */
class FileProblem extends Error {
  constructor(words, name) {
    super(words);
    this.told = words.replace("{name}", name);
  }
}

// Writing down ---------------------------------------------------------------------------------

async function digestOf(bytes) {
  // Browsers give no digests on lines without encryption.
  if (!crypto.subtle) return null;
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return [...digest].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

async function bytesOf(blob, name) {
  try {
    return await blob.arrayBuffer();
  } catch {
    throw new FileProblem(words.unreadable, name);
  }
}

/** Copy the files that were chosen in a form: what is copied stays, whatever becomes of the original.
    One that the entry before had already keeps its number: its bytes may have arrived. */
export async function copied(data, newNumber, before) {
  const known = [...(before ?? [])];
  const files = [];
  for (const [field, file] of data) {
    if (typeof file === "string" || (!file.name && !file.size)) continue;
    const name = file.name || field;
    if (file.size > Number(words.largest)) throw new FileProblem(words.large, name);
    const bytes = await bytesOf(file, name);
    const sha256 = await digestOf(bytes);
    const same = known.findIndex((one) => (
      sha256 && one.sha256 === sha256 && one.field === field && one.name === name && one.type === file.type
    ));
    const uuid = same < 0 ? newNumber() : known.splice(same, 1)[0].uuid;
    const blob = new Blob([bytes], { type: file.type });
    files.push({ field, uuid, name, size: bytes.byteLength, type: file.type, sha256, blob });
  }
  return files;
}

/** Put the files of an entry back into its form. */
export function putBack(form, files) {
  for (const input of form.querySelectorAll("input[type=file]")) {
    const own = files.filter((one) => one.field === input.name);
    if (!own.length) continue;
    const chosen = new DataTransfer();
    for (const one of own) chosen.items.add(new File([one.blob], one.name, { type: one.type }));
    input.files = chosen.files;
    const folded = input.closest("details");
    if (folded) folded.open = true;
  }
}

// Sending --------------------------------------------------------------------------------------

let length = LARGEST_PIECE;

/** Send some bytes of a file; give the status, and how many are there now if the server says so. */
async function sendPiece(file, start) {
  const body = await bytesOf(file.blob.slice(start, start + length), file.name);
  const asked = new URLSearchParams({ start, size: file.size, ...(file.sha256 && { sha256: file.sha256 }) });
  const stop = new AbortController();
  const late = setTimeout(() => stop.abort(), LONGEST_ANSWER);
  try {
    const response = await fetch(`${words.file.replace("UUID", file.uuid)}?${asked}`, {
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
async function tryPiece(file, start) {
  let answer;
  for (let failures = 0; failures < MOST_FAILURES; failures += 1) {
    answer = await sendPiece(file, start);
    if (Number.isInteger(answer.received)) {
      length = Math.min(LARGEST_PIECE, length * 2);
      return answer;
    }
    if ([401, 413].includes(answer.status)) break;
    length = Math.max(SMALLEST_PIECE, length / 2);
  }
  return answer;
}

/** Send what the server lacks of an entry's files: "done", "paused" when something else may not wait,
    or the status that ended it. `missing` says from where on, and is kept up to date. */
export async function sendMissing(entry, missing, mayGoOn, tell) {
  for (const lack of missing) {
    const file = entry.files.find((one) => one.uuid === lack.uuid);
    while (file && lack.received < file.size) {
      if (!(await mayGoOn())) return "paused";
      const answer = await tryPiece(file, lack.received);
      if (!Number.isInteger(answer.received)) return answer.status;
      // What another tab has sent counts; what the server has lost begins again, with the entry.
      if (answer.received <= lack.received) return "done";
      lack.received = answer.received;
      tell(left(entry, missing));
    }
  }
  return "done";
}

function left(entry, missing) {
  const lacks = missing.map((lack) => [entry.files.find((one) => one.uuid === lack.uuid), lack.received]);
  return lacks.reduce((sum, [file, received]) => sum + (file ? file.size - received : 0), 0);
}
