// Fills the eight templates with carbone: node carbone.js TEMPLATES OUT
const fs = require("fs");
const path = require("path");
const carbone = require("carbone");

const [templates, out] = process.argv.slice(2);
const data = JSON.parse(fs.readFileSync(path.join(templates, "data.json"), "utf8"));
fs.mkdirSync(out, { recursive: true });
const names = Object.keys(data);
(function next(index) {
  if (index === names.length) process.exit(0);
  carbone.render(path.resolve(templates, names[index]), data[names[index]], {}, (error, result) => {
    if (error) throw error;
    fs.writeFileSync(path.join(out, names[index]), result);
    next(index + 1);
  });
})(0);
