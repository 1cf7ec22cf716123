// Comforts of a quiz: tapping a figure, moving items up and down, the time of answering. The page works without.

/** Let a zone of a figure be tapped: the choice under the figure follows, and the figure shows the choice. */
function tapZones(box) {
  const choices = [...box.closest("form").elements].filter((field) => field.name === box.dataset.field);
  const zones = [...box.querySelectorAll("[data-zone]")];
  const show = () => {
    for (const zone of zones) {
      zone.classList.toggle("chosen", choices.some((one) => one.checked && one.value === zone.dataset.zone));
    }
  };
  for (const zone of zones) {
    zone.addEventListener("click", () => {
      const choice = choices.find((one) => one.value === zone.dataset.zone);
      choice.checked = true;
      choice.dispatchEvent(new Event("input", { bubbles: true }));
      choice.dispatchEvent(new Event("change", { bubbles: true }));
    });
  }
  box.closest("form").addEventListener("change", show);
  box.dataset.tapped = "";
  show();
}

function moveButton(words, label, shown) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "button secondary";
  button.textContent = shown;
  button.setAttribute("aria-label", `${words}, ${label}`);
  return button;
}

/** Keep the places as they are shown, from the first to the last, once somebody moves an item. */
function number(list) {
  [...list.children].forEach((item, place) => {
    const select = item.querySelector("select");
    select.value = String(place);
    select.dispatchEvent(new Event("input", { bubbles: true }));
  });
}

/** Let items be moved up and down beside choosing their place; a place that is chosen moves the item there. */
function orderItems(box) {
  const list = box.querySelector("ol");
  const sorted = () =>
    [...list.children]
      .filter((item) => item.querySelector("select").value !== "")
      .sort((one, other) => one.querySelector("select").value - other.querySelector("select").value);
  if (sorted().length === list.children.length) list.append(...sorted());
  for (const item of list.children) {
    const label = item.querySelector("label").textContent;
    const up = moveButton(label, box.dataset.up, "↑");
    const down = moveButton(label, box.dataset.down, "↓");
    up.addEventListener("click", () => {
      item.previousElementSibling?.before(item);
      number(list);
      up.focus();
    });
    down.addEventListener("click", () => {
      item.nextElementSibling?.after(item);
      number(list);
      down.focus();
    });
    item.querySelector(".of").append(up, down);
  }
}

/** Tell whether a question has an answer, whole or in part. */
function isAnswered(question) {
  const fields = [...question.querySelectorAll("input, select")];
  return fields.some((field) => (["radio", "checkbox"].includes(field.type) ? field.checked : field.value.trim() !== ""));
}

/** Say how many questions are still without an answer. */
function countBlanks(form) {
  const output = form.querySelector("[data-blank]");
  const questions = [...form.querySelectorAll("[data-question]")];
  const tell = () => {
    const blank = questions.filter((question) => !isAnswered(question)).length;
    output.hidden = blank === 0 || blank === questions.length;
    output.textContent = blank === 1 ? output.dataset.blankOne : output.dataset.blankMany.replace("{count}", blank);
  };
  form.addEventListener("input", tell);
  form.addEventListener("change", tell);
  tell();
}

for (const box of document.querySelectorAll("[data-zones]")) tapZones(box);
for (const box of document.querySelectorAll("[data-order]")) orderItems(box);
for (const output of document.querySelectorAll("[data-blank]")) {
  const form = output.closest("form");
  countBlanks(form);
  // Said when it is sent, before anything takes the form away to keep it: the line may be down for days.
  form.addEventListener("submit", () => (form.elements.answered_at.value = new Date().toISOString()), { capture: true });
}
