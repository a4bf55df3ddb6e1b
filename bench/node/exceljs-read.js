// Merely reads a case's two sheets with exceljs: node exceljs-read.js FILE...
const ExcelJS = require("exceljs");
(async () => {
  let rows = 0;
  for (const file of process.argv.slice(2)) {
    const book = new ExcelJS.Workbook();
    await book.xlsx.readFile(file);
    book.worksheets[0].eachRow((row) => { rows += row.values.length > 0; });
  }
  console.log(rows);
})();
