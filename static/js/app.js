// Small comforts for every page. Each page works without them.

/** Close an open menu or second-thought sheet with Escape, or with a tap elsewhere. */
function closeOpenSheets() {
  const open = () => document.querySelectorAll("details[data-closes][open]");
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const sheet of open()) {
      const held = sheet.contains(document.activeElement);
      sheet.open = false;
      if (held) sheet.querySelector("summary").focus();
    }
  });
  document.addEventListener("click", (event) => {
    for (const sheet of open()) if (!sheet.contains(event.target)) sheet.open = false;
  });
}

/** Send a form once: a second tap on a slow line does nothing. Coming back to the page frees it. */
function sendOnce() {
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.matches("form[data-once]") || event.defaultPrevented) return;
    if (form.dataset.sent) {
      event.preventDefault();
      return;
    }
    form.dataset.sent = "yes";
    for (const button of form.querySelectorAll("[type=submit]")) button.setAttribute("aria-busy", "true");
  });
  window.addEventListener("pageshow", () => {
    for (const form of document.querySelectorAll("form[data-sent]")) {
      delete form.dataset.sent;
      for (const button of form.querySelectorAll("[aria-busy]")) button.removeAttribute("aria-busy");
    }
  });
}

const KEPT = "kept:";

// What somebody signed in types is kept with the account, by a script that only forms need.
const account = document.querySelector("meta[name=account]");
const drafts = () => import(document.getElementById("outbox-words").dataset.drafts);

/** The fields whose content may be kept: never a password, a file or what the program put there. */
function keepable(form) {
  return [...form.elements].filter(
    (field) => field.name && !["hidden", "password", "file", "submit", "button", "fieldset"].includes(field.type),
  );
}

function read(field) {
  if (field.type === "checkbox" || field.type === "radio") return field.checked;
  if (field.type === "select-multiple") return [...field.selectedOptions].map((option) => option.value);
  return field.value;
}

function write(field, value) {
  if (field.type === "checkbox" || field.type === "radio") field.checked = value;
  else if (field.type === "select-multiple") for (const option of field.options) option.selected = value.includes(option.value);
  else field.value = value;
}

/** Do something with what this window keeps; full, or forbidden by the browser, it keeps nothing. */
export function storage(action) {
  try {
    return action(window.sessionStorage);
  } catch {
    return null;
  }
}

/** Say that unsent words were put back, with a way to drop them. The words come from the page, in its language. */
function keptNotice(form, forgetIt) {
  const notice = document.createElement("div");
  notice.className = "flash";
  notice.setAttribute("role", "status");
  const words = document.createElement("p");
  words.textContent = form.dataset.keptWords;
  const forget = document.createElement("button");
  forget.type = "button";
  forget.className = "button quiet push";
  forget.textContent = form.dataset.keptForget;
  forget.addEventListener("click", () => {
    forgetIt();
    form.reset();
    notice.remove();
  });
  notice.append(words, forget);
  return notice;
}

/** Give the name under which what is typed in a form is kept. */
export const keyOf = (form) => KEPT + form.dataset.keep + window.location.pathname;

const identity = (field) => (["radio", "checkbox"].includes(field.type) ? field.id : field.name);

/** Give what is typed in a form. */
export const typedIn = (form) => Object.fromEntries(keepable(form).map((field) => [identity(field), read(field)]));

/** Put back into a form what was typed, and say so. */
export function putBackTyping(form, typed, forget) {
  for (const field of keepable(form)) if (identity(field) in typed) write(field, typed[identity(field)]);
  form.prepend(keptNotice(form, forget));
  form.dataset.restored = "yes";
}

/** Drop what was typed in one form of an account: it has been sent, or is kept elsewhere. */
export async function forgetTyping(form) {
  if (form.dataset.keep) await (await drafts()).forget(form);
}

/** Keep what is typed in a form of nobody's account in this window, until it is sent. */
function keepInWindow(form) {
  const key = keyOf(form);
  const kept = storage((store) => JSON.parse(store.getItem(key)));
  const forget = () => storage((store) => store.removeItem(key));
  if (kept && !form.querySelector(".error-summary")) putBackTyping(form, kept, forget);
  form.addEventListener("input", () => storage((store) => store.setItem(key, JSON.stringify(typedIn(form)))));
}

function keepTyping(form) {
  const { keepBy } = form.dataset;
  if (keepBy) form.dataset.keep += `-${new URLSearchParams(window.location.search).get(keepBy) ?? ""}`;
  if (account) drafts().then(({ keep }) => keep(form)).catch(() => {});
  else keepInWindow(form);
}

/** A page that says the thing was saved ends the keeping; so does the first page of an account. */
function forgetWhatWasSaved() {
  const isSaved = document.querySelector(".flash.success");
  if (isSaved && account) drafts().then(({ forgetSent }) => forgetSent()).catch(() => {});
  if (!isSaved && !account) return;
  storage((store) => {
    for (const key of Object.keys(store)) if (key.startsWith(KEPT)) store.removeItem(key);
  });
}

/** The value by which a cell is sorted: its data-value, else the number it shows, else its words. */
function sortValue(cell) {
  const text = cell.dataset.value ?? cell.textContent.trim();
  const number = Number.parseFloat(text.replace(/[\s\u00a0\u202f]/g, "").replace("−", "-").replace(",", "."));
  return Number.isNaN(number) ? text : number;
}

function sortRows(table, column, direction) {
  const body = table.tBodies[0];
  const sign = direction === "ascending" ? 1 : -1;
  const words = new Intl.Collator(document.documentElement.lang, { numeric: true });
  const compare = (left, right) => {
    const [one, other] = [sortValue(left.cells[column]), sortValue(right.cells[column])];
    if (typeof one === "number" && typeof other === "number") return sign * (one - other);
    return sign * words.compare(String(one), String(other));
  };
  body.append(...[...body.rows].sort(compare));
}

/** Let a whole table be sorted by its column heads. */
function makeSortable(table) {
  const heads = [...table.tHead.rows[0].cells];
  heads.forEach((head, column) => {
    if (!head.textContent.trim() || head.querySelector("a, button")) return;
    const button = document.createElement("button");
    button.type = "button";
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener("click", () => {
      const direction = head.getAttribute("aria-sort") === "ascending" ? "descending" : "ascending";
      for (const other of heads) other.removeAttribute("aria-sort");
      head.setAttribute("aria-sort", direction);
      sortRows(table, column, direction);
    });
  });
}

closeOpenSheets();
sendOnce();
forgetWhatWasSaved();
document.querySelectorAll("form[data-keep]").forEach(keepTyping);
document.querySelectorAll("table[data-sortable]").forEach(makeSortable);
document.querySelector("[data-focus]")?.focus();
