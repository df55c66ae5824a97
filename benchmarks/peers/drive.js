// Fill one template several times in one process: PEER TEMPLATE DATA FOLDER FORM TIMES; prints the seconds of each.
const fs = require("fs");
const path = require("path");
const [peer, template, data, folder, form, times] = process.argv.slice(2);
const need = (name) => require(path.join(process.cwd(), "build", "peers", "node_modules", name));

const writers = {
  docxtemplater: async (values) => {
    const Docxtemplater = need("docxtemplater");
    const zip = new (need("pizzip"))(fs.readFileSync(template));
    const word = new Docxtemplater(zip, { paragraphLoop: true, linebreaks: true });
    word.render(values);
    return word.toBuffer();
  },
  carbone: (values) =>
    new Promise((done, failed) =>
      need("carbone").render(template, values, (error, result) => (error ? failed(error) : done(result)))
    ),
};

(async () => {
  const took = [];
  for (let each = 0; each < Number(times); each++) {
    const started = process.hrtime.bigint();
    const made = await writers[peer](JSON.parse(fs.readFileSync(data, "utf8")));
    fs.writeFileSync(path.join(folder, `${each}.${form}`), made);
    took.push(Number(process.hrtime.bigint() - started) / 1e9);
  }
  console.log(JSON.stringify(took));
  process.exit(0);
})().catch((error) => {
  console.error(error.message || error, JSON.stringify(error.properties || {}));
  process.exit(1);
});
