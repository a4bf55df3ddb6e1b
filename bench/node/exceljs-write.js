// Writes the three sheets' rows with exceljs: node exceljs-write.js sheets.json OUT
const fs = require("fs");
const path = require("path");
const ExcelJS = require("exceljs");

const [source, out] = process.argv.slice(2);
fs.mkdirSync(out, { recursive: true });
(async () => {
  for (const [name, rows] of Object.entries(JSON.parse(fs.readFileSync(source, "utf8")))) {
    const book = new ExcelJS.Workbook();
    const sheet = book.addWorksheet("Sheet", { views: [{ state: "frozen", ySplit: 4 }] });
    for (const row of rows) sheet.addRow(row);
    await book.xlsx.writeFile(path.join(out, name));
  }
})();
