// Whose turn it is: named by the address, told where they stand, and the next one once an entry is kept.

const { entries, listen } = await import(document.querySelector("script[src*='/js/outbox.js']").src);

const WRITTEN_AS_FIELDS_DO = "sv-SE";
const KEPT_FOR_THE_NEXT = new Set(["trainee", "assessed_on", "equipment", "reading-key", "occasion", "setting", "site", "cable", "tube", "start", "end"]);
const OTHER_EQUIPMENT = "other_";

const here = () => new URLSearchParams(window.location.search);
const todayHere = () => new Date().toLocaleDateString(WRITTEN_AS_FIELDS_DO);

class Turns {
  constructor(form) {
    this.form = form;
    this.box = form.querySelector("[data-turns]");
    this.stands = form.querySelector("[data-stands]");
    this.select = form.elements.trainee;
    this.rules = JSON.parse(form.querySelector("[data-live]").dataset.rules);
    this.name = form.dataset.keep.slice(0, form.dataset.keep.length - (here().get("trainee") ?? "").length);
    this.people = [...this.select.options].filter((option) => option.value);
    for (const option of this.people) [option.dataset.name] = option.text.split(" · ");
    this.waiting = new Map();
    // An entry that is put back into its form changes the person without anybody touching the field.
    form.addEventListener("input", () => this.select.value !== this.person && this.chosen(), { capture: true });
    form.addEventListener("kept", (event) => this.goOn(event));
    if (document.documentElement.dataset.copied && !form.dataset.restored) this.openCopy();
    this.person = this.select.value;
    listen(() => this.count());
    this.count();
  }

  /** A copy is of another day, and of whoever was chosen then. */
  openCopy() {
    this.select.value = here().get("trainee") ?? "";
    if (this.select.selectedIndex < 0) this.select.value = "";
    this.form.elements.assessed_on.value = todayHere();
  }

  /** What waits on the phone counts among the attempts. */
  async count() {
    const { cohort, task } = Object.fromEntries(here());
    const own = (await entries().catch(() => [])).filter((entry) => {
      const asked = new URLSearchParams(entry.target.split("?")[1]);
      return entry.state === "waiting" && entry.kind === this.form.dataset.outbox && asked.get("cohort") === cohort && asked.get("task") === task;
    });
    this.waiting = new Map();
    for (const entry of own) {
      const said = Object.fromEntries(entry.fields);
      this.waiting.set(said.trainee, [...(this.waiting.get(said.trainee) ?? []), said.assessed_on]);
    }
    for (const option of this.people) option.textContent = `${option.dataset.name} · ${this.standing(option)}`;
    this.tell();
  }

  number(option) {
    return Number(option.dataset.attempts ?? 0) + (this.waiting.get(option.value) ?? []).length + 1;
  }

  standing(option) {
    const kept = this.waiting.get(option.value) ?? [];
    const number = this.number(option);
    const { attempt, beyond } = this.rules.words;
    const words = (number <= this.rules.attempts ? attempt : beyond).replace("{number}", number);
    const last = kept.length ? this.box.dataset.waiting : this.rules.verdicts[option.dataset.verdict];
    return last ? `${words} · ${last}` : words;
  }

  /** One attempt too many is confirmed before it is signed: without network nobody asks afterwards.
   * What is to be confirmed stands beneath its reason. */
  showConfirmation(shown) {
    const box = this.form.querySelector("[data-confirms]");
    if (!box) return;
    box.hidden = !shown;
    if (shown) this.stands.after(box);
    if (!shown) this.form.elements.confirmed.checked = false;
  }

  tell() {
    const option = this.select.selectedOptions[0];
    const name = option?.dataset.name ?? "";
    this.form.dataset.outboxTitle = this.box.dataset.title.replace("{name}", name);
    this.stands.textContent = option?.value ? this.standing(option) : "";
    this.stands.hidden = !this.stands.textContent;
    if (option?.value && this.number(option) > this.rules.attempts) this.showConfirmation(true);
  }

  /** The address and what is kept of the typing follow the person who is chosen. */
  chosen() {
    this.showConfirmation(false);
    this.person = this.select.value;
    this.form.querySelector("[data-went-on]").textContent = "";
    const address = new URL(window.location.href);
    address.searchParams.set("trainee", this.select.value);
    address.searchParams.delete("like");
    address.hash = "";
    window.history.replaceState(null, "", address);
    this.form.dataset.keep = this.name + this.select.value;
    this.tell();
  }

  hadTurn(option) {
    const days = [option.dataset.last, ...(this.waiting.get(option.value) ?? [])];
    return option.dataset.verdict === "acquired" || days.includes(todayHere());
  }

  /** Give whom to assess next, in the order of the list, starting again from its top. */
  next() {
    const place = this.people.findIndex((option) => option.value === this.select.value) + 1;
    const others = [...this.people.slice(place), ...this.people.slice(0, Math.max(place - 1, 0))];
    return others.find((option) => !this.hadTurn(option));
  }

  /** After « then the next »: the same form, empty but for the day, the equipment and the place. */
  goOn(event) {
    if (event.detail.then !== "next") return;
    const next = this.next();
    if (!next) return;
    event.preventDefault();
    const before = this.select.selectedOptions[0].dataset.name;
    this.empty();
    this.select.value = next.value;
    this.chosen();
    this.form.querySelector("[data-went-on]").textContent = this.box.dataset.kept.replace("{name}", before);
    window.scrollTo({ top: 0 });
    this.box.nextElementSibling.querySelector("input, select, textarea")?.focus({ preventScroll: true });
    this.form.dispatchEvent(new Event("input", { bubbles: true }));
  }

  empty() {
    for (const said of this.form.parentElement.querySelectorAll("[data-outbox-says]")) said.remove();
    for (const field of this.form.elements) {
      if (!field.name || KEPT_FOR_THE_NEXT.has(field.name) || field.name.startsWith(OTHER_EQUIPMENT)) continue;
      if (["hidden", "submit", "button", "fieldset"].includes(field.type)) continue;
      if (["checkbox", "radio"].includes(field.type)) field.checked = field.name === "decided" && !field.value;
      else field.value = "";
    }
  }
}

const form = document.querySelector("[data-turns]")?.closest("form");
if (form) new Turns(form);
