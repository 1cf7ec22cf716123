// The number of this phone, and when the server last heard of it. The number is the account's own on
// this phone: it is of no use elsewhere, and ends when somebody signs out with nothing left behind.

const account = document.querySelector("meta[name=account]").content;
const words = document.getElementById("outbox-words").dataset;

const KEY = `phone:${account}`;
const OFTEN_ENOUGH = 6 * 60 * 60_000;

function stored() {
  try {
    return JSON.parse(localStorage.getItem(KEY));
  } catch {
    return null;
  }
}

/** Give what is known of this phone; with `fresh`, it is given a number if it has none. */
function known(fresh) {
  const found = stored();
  if (found?.number || !fresh) return found;
  const made = { number: fresh() };
  store(made);
  // Where nothing can be stored, each page would make a number of its own: then there is none.
  return stored();
}

function store(phone) {
  try {
    localStorage.setItem(KEY, JSON.stringify(phone));
  } catch {
    // Forbidden by the browser, or full.
  }
}

/** Give the number of this phone, or nothing when it has none. */
export const numberHere = () => stored()?.number ?? null;

/** Say which phone it is and what it holds, as the server reads it; nothing where it has no number. */
export function noteOf(held, newNumber) {
  const phone = known(newNumber);
  return phone ? { number: phone.number, held, program: words.program } : undefined;
}

/** Remember that the server knows what this phone holds. */
export function told(held) {
  const phone = stored();
  if (phone) store({ ...phone, held, program: words.program, told_at: Date.now() });
}

/** Tell whether the server is to hear of this phone, though nothing is to be sent. */
export function isDue(held, newNumber) {
  const phone = known(newNumber);
  if (!phone || !navigator.onLine) return false;
  const since = Date.now() - (phone.told_at ?? 0);
  return phone.held !== held || phone.program !== words.program || since < 0 || since > OFTEN_ENOUGH;
}

/** Forget the number; give the last word of the phone, for the server to forget it too. */
export function farewell() {
  const phone = stored();
  try {
    localStorage.removeItem(KEY);
  } catch {
    // Forbidden by the browser: then nothing was stored there either.
  }
  return phone ? { number: phone.number, held: 0, left: true } : undefined;
}
