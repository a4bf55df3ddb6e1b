// Builds the eight papers' paragraphs and tables with docx: node docx.js plain.json OUT
const fs = require("fs");
const path = require("path");
const { Document, Packer, Paragraph, TextRun, Table, TableRow, TableCell, WidthType } = require("docx");

const [plain, out] = process.argv.slice(2);
const papers = JSON.parse(fs.readFileSync(plain, "utf8"));
fs.mkdirSync(out, { recursive: true });
const paragraph = (text) => new Paragraph({ children: [new TextRun({ text, font: "Times New Roman", size: 28 })] });
const table = (rows) =>
  new Table({
    width: { size: 100, type: WidthType.PERCENTAGE },
    rows: rows.map((cells) => new TableRow({ children: cells.map((text) => new TableCell({ children: [paragraph(text)] })) })),
  });
(async () => {
  for (const [name, items] of Object.entries(papers)) {
    const children = items.map((item) => (item.table ? table(item.table) : paragraph(item.p)));
    fs.writeFileSync(path.join(out, name), await Packer.toBuffer(new Document({ sections: [{ children }] })));
  }
})();
