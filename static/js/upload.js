// A file on its way: drop it on the box, see how far it has come. Without this the form is simply sent.

/** Let a file be dropped anywhere on the box. */
function acceptDrops(box) {
  const input = box.querySelector("input[type=file]");
  for (const kind of ["dragenter", "dragover"]) {
    box.addEventListener(kind, (event) => {
      event.preventDefault();
      box.classList.add("over");
    });
  }
  for (const kind of ["dragleave", "drop"]) box.addEventListener(kind, () => box.classList.remove("over"));
  box.addEventListener("drop", (event) => {
    event.preventDefault();
    if (event.dataTransfer.files.length) input.files = event.dataTransfer.files;
  });
}

/** Follow a redirection, or put the page that answered in place of this one. */
function show(request, action) {
  const landed = request.responseURL || action;
  if (landed !== action) {
    window.location.assign(landed);
    return;
  }
  const page = new DOMParser().parseFromString(request.responseText, "text/html");
  document.title = page.title;
  document.body.replaceWith(page.body);
  document.querySelector("[data-focus]")?.focus();
  window.scrollTo(0, 0);
  start();
}

function send(form, submitter) {
  const progress = form.querySelector("[data-progress]");
  const bar = progress.querySelector("progress");
  const words = progress.querySelector("[data-progress-words]");
  const request = new XMLHttpRequest();
  const giveUp = () => {
    words.textContent = form.dataset.lost;
    delete form.dataset.sending;
  };
  progress.hidden = false;
  words.textContent = "";
  form.dataset.sending = "yes";
  request.upload.addEventListener("progress", (event) => {
    if (event.lengthComputable) bar.value = (100 * event.loaded) / event.total;
    else bar.removeAttribute("value");
  });
  request.addEventListener("load", () => show(request, form.action));
  request.addEventListener("error", giveUp);
  request.addEventListener("abort", giveUp);
  request.open("POST", form.action);
  const data = new FormData(form);
  if (submitter?.name) data.append(submitter.name, submitter.value);
  request.send(data);
}

function start() {
  document.querySelectorAll("[data-drop]").forEach(acceptDrops);
  for (const form of document.querySelectorAll("form[data-upload]")) {
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      if (!form.dataset.sending) send(form, event.submitter);
    });
  }
}

start();
