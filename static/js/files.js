// The files of entries: written down with what was typed, put back into their form. Fetched only
// where there are files.

const words = document.getElementById("outbox-words").dataset;
const { bytesOf, FileProblem } = await import(words.pieces);

async function digestOf(bytes) {
  // Browsers give no digests on lines without encryption.
  if (!crypto.subtle) return null;
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return [...digest].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** Copy the files that were chosen in a form: what is copied stays, whatever becomes of the original.
    One that the entry before had already keeps its number: its bytes may have arrived. */
export async function copied(data, newNumber, before) {
  const known = [...(before ?? [])];
  const files = [];
  for (const [field, file] of data) {
    if (typeof file === "string" || (!file.name && !file.size)) continue;
    const name = file.name || field;
    if (file.size > Number(words.largest)) throw new FileProblem("large", name);
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
