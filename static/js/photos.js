// Makes photos smaller on the telephone before they are sent; what cannot be read here is sent as it is.

const LONGEST_SIDE = 1600;
const QUALITY = 0.8;
const SMALL_ENOUGH = 300_000;

async function smaller(file) {
  if (file.size <= SMALL_ENOUGH || !file.type.startsWith("image/")) return file;
  const image = await createImageBitmap(file, { imageOrientation: "from-image" });
  const scale = Math.min(1, LONGEST_SIDE / Math.max(image.width, image.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(image.width * scale);
  canvas.height = Math.round(image.height * scale);
  canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
  image.close();
  const blob = await new Promise((done) => { canvas.toBlob(done, "image/jpeg", QUALITY); });
  if (!blob || blob.size >= file.size) return file;
  return new File([blob], file.name.replace(/\.[^.]*$/, "") + ".jpg", { type: "image/jpeg" });
}

/** Give a photo made smaller the place of the one that was chosen, where the school keeps it. */
async function placed(small, file, places) {
  if (!places || small === file) return small;
  const { placeOf, withPlace } = await import(places);
  const place = await placeOf(file);
  return place ? new File([await withPlace(small, place)], small.name, { type: small.type }) : small;
}

const choices = new WeakMap();

/** Put the smaller photos in place of those that were chosen; the buttons wait for them.
    Others may be chosen meanwhile: those chosen last stay, whichever are ready first. */
async function shrink(input) {
  const choice = {};
  choices.set(input, choice);
  const places = input.closest("[data-places]")?.dataset.places;
  const buttons = input.form.querySelectorAll("[type=submit]");
  for (const button of buttons) button.disabled = true;
  try {
    const chosen = new DataTransfer();
    for (const file of input.files) {
      const small = await smaller(file).catch(() => file);
      chosen.items.add(await placed(small, file, places).catch(() => small));
    }
    if (choices.get(input) === choice) input.files = chosen.files;
  } finally {
    if (choices.get(input) === choice) {
      for (const button of buttons) button.disabled = false;
      input.dispatchEvent(new Event("input", { bubbles: true }));
    }
  }
}

for (const input of document.querySelectorAll("input[type=file][name^=photos]")) {
  input.addEventListener("change", () => shrink(input));
}
