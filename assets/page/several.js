// The images that were asked about: a list of them, and the same as a table in a file. Its columns are those of `predict --csv`.

const rows = []; // {file, name, said} or {file, name, error}: said is what each output gave
let [coming, batch] = [0, 0]; // images that are still to be asked about; what was begun before the list was cleared is over

/** What was said of an image file, or why it can't be read, goes into the list. */
function note(file, found) {
  const row = { file, name: file.name || "image", ...found };
  rows.push(row);
  element("list").append(listed(row));
  count();
  return row;
}

function count() {
  const images = (number) => (number === 1 ? "1 image" : `${number} images`);
  element("several").hidden = !rows.length && !coming;
  element("list").hidden = rows.length < 2;
  element("count").textContent = coming ? `${rows.length} of ${images(rows.length + coming)} …` : images(rows.length);
}

function listed(row) {
  const line = made("button", "", "row"), picture = made("img");
  line.type = "button";
  picture.alt = "";
  picture.loading = "lazy";
  row.address = picture.src = URL.createObjectURL(row.file);
  picture.addEventListener("error", () => (picture.style.visibility = "hidden"));
  const words = row.error ? made("span", row.error, "error") : made("span", glance(row.said));
  line.append(picture, made("span", row.name), words);
  line.addEventListener("click", () => open(row.file, false));
  return line;
}

/** Shows the first of several images and asks about all of them, one after the other. */
async function openAll(files) {
  const [first, ...others] = files, mine = batch;
  coming += others.length;
  await open(first);
  for (const file of others) {
    if (mine !== batch) return;
    const found = await answered(file);
    if (mine !== batch) return;
    coming--;
    note(file, found);
    await new Promise((resolve) => setTimeout(resolve)); // whoever clicks meanwhile is heard
  }
}

async function answered(file) {
  try {
    return { said: await ask(await pixelsOf(file)) };
  } catch (error) {
    return { error: String(error.message ?? error) };
  }
}

function clearRows() {
  for (const row of rows) URL.revokeObjectURL(row.address);
  rows.length = coming = 0;
  batch++;
  element("list").replaceChildren();
  count();
}

// ---------------------------------------------------------------------- the table

/** Of one output what it says in short, the probability of that, and the value of each class, label or number. */
function cells(output, said) {
  const values = told(output, said[output.place].values);
  const text = (value) => String(Number(value.toPrecision(7)));
  if (output.task === "numbers") {
    const named = values.map((value, at) => `${output.classes[at] ?? at} ${Number(value.toPrecision(6))}`);
    return [named.join(", "), "", values.map(text)];
  }
  if (output.task === "labels") {
    const there = best(output.classes, values, values.length).filter((item) => item.value >= 0.5);
    return [there.map((item) => item.name).join(";"), "", values.map(text)];
  }
  const [top] = best(output.classes, values, 1);
  return [top.name, text(top.value), values.map(text)];
}

/** A row for each image: its name, what was said, the probability of that, why it can't be read, and every value. */
function csv() {
  const known = rows.find((row) => row.said)?.said; // how many values there are where they have no names
  const values = (output) => (known ? cells(output, known)[2] : output.classes);
  const names = (output, at) => values(output).map((_, place) => (at ? `${output.title}: ` : "") + (output.classes[place] ?? place));
  const more = facts.outputs.slice(1).flatMap((output) => [`${output.title}: predicted`, `${output.title}: probability`]);
  const head = ["image", "predicted", "probability", "error", ...facts.outputs.flatMap(names), ...more];
  const lines = rows.map((row) => {
    if (row.error) return [row.name, "", "", row.error, ...Array(head.length - 4).fill("")];
    const [first, ...others] = facts.outputs.map((output) => cells(output, row.said));
    return [row.name, first[0], first[1], "", ...[first, ...others].flatMap((one) => one[2]), ...others.flatMap((one) => one.slice(0, 2))];
  });
  const quoted = (text) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  return [head, ...lines].map((line) => line.map(quoted).join(",") + "\r\n").join("");
}

element("save").addEventListener("click", () => {
  const link = made("a"), address = URL.createObjectURL(new Blob([csv()], { type: "text/csv" }));
  [link.href, link.download] = [address, `${document.title}.csv`];
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 60000); // a phone asks first where to put it
});
element("forget").addEventListener("click", clearRows);
