// Fills the eight templates with docxtemplater: node docxtemplater.js TEMPLATES OUT
const fs = require("fs");
const path = require("path");
const PizZip = require("pizzip");
const Docxtemplater = require("docxtemplater");

const [templates, out] = process.argv.slice(2);
const data = JSON.parse(fs.readFileSync(path.join(templates, "data.json"), "utf8"));
fs.mkdirSync(out, { recursive: true });
for (const name of Object.keys(data)) {
  const zip = new PizZip(fs.readFileSync(path.join(templates, name)));
  const document = new Docxtemplater(zip, { paragraphLoop: true, linebreaks: true });
  document.render(data[name]);
  fs.writeFileSync(path.join(out, name), document.getZip().generate({ type: "nodebuffer", compression: "DEFLATE" }));
}
